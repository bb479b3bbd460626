%% SPDX-License-Identifier: Apache-2.0
-module(process_selective_receive_with_ref).
-export([main/0]).

main() ->
    S = self(), [S ! {noise, I} || I <- lists:seq(1, 1000)], P = spawn(fun() -> receive {R, F} -> F ! {R, reply} end end), R = make_ref(), P ! {R, S}, d(receive {R, X} -> X end),
    d(count(0)).
count(N) -> receive {noise, _} -> count(N + 1) after 0 -> N end.

d(X) -> erlang:display(X).
