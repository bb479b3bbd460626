%% SPDX-License-Identifier: Apache-2.0
-module(map_comprehensions).
-export([main/0, id/1]).

main() ->
    M = id(#{1 => a, 2 => b, 3 => c}),
    d([{V, K} || K := V <- M]),
    d(lists:sort(maps:to_list(#{V => K || K := V <- M}))),
    d(#{K => K * K || K <- [1, 2, 3], K > 1}),
    d([K || K := b <- M]),
    d(#{K => V || {K, V} <- [{1, x}, {1, y}]}),
    d([K || K := _ <- maps:iterator(M, reversed)]),
    d(<< <<K>> || K := _ <- M >>),
    d(t(fun() -> [K || K := _ <- id(x)] end)),
    d(map_size(#{K => V || K <- lists:seq(1, 10), V <- [1, 2]})).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
