%% SPDX-License-Identifier: Apache-2.0
-module(process_many).
-export([main/0]).

main() ->
    S = self(), N = 2000, Ps = [spawn(fun() -> receive {go, X} -> S ! {I, X * I} end end) || I <- lists:seq(1, N)], [P ! {go, 3} || P <- Ps], d(lists:sum([receive {I, V} -> V end || I <- lists:seq(1, N)])).

d(X) -> erlang:display(X).
