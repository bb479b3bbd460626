%% SPDX-License-Identifier: Apache-2.0
-module(process_hibernate).
-export([main/0]).
-export([awake/2]).

main() ->
    S = self(), P = spawn(fun() -> erlang:hibernate(?MODULE, awake, [S, lists:seq(1, 5)]) end), receive after 5 -> ok end, P ! {hi, 1}, d(receive X -> X end).
awake(S, L) -> receive M -> S ! {M, L} end.

d(X) -> erlang:display(X).
