%% SPDX-License-Identifier: Apache-2.0
-module(process_ring).
-export([main/0]).

main() ->
    S = self(), First = lists:foldl(fun(_, Next) -> spawn(fun() -> fwd(Next) end) end, S, lists:seq(1, 200)), First ! {token, 0}, d(receive {token, N} -> N end), First ! stop, d(receive stop -> stop end).
fwd(Next) -> receive {token, N} -> Next ! {token, N + 1}, fwd(Next); stop -> Next ! stop end.

d(X) -> erlang:display(X).
