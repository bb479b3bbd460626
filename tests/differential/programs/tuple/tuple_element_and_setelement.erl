%% SPDX-License-Identifier: Apache-2.0
-module(tuple_element_and_setelement).
-export([main/0, id/1]).

main() ->
    T = id({a, b, c}),
    d([element(id(N), T) || N <- [1, 2, 3]]),
    d([setelement(id(N), T, x) || N <- [1, 2, 3]]),
    d(T),
    d([t(fun() -> element(id(N), T) end) || N <- [0, 4, -1, a, 1.0, 1 bsl 70]]),
    d([t(fun() -> setelement(id(N), T, x) end) || N <- [0, 4, -1, a, 1.0]]),
    d([t(fun() -> element(1, id(X)) end) || X <- [[], {}, a, [a]]]),
    d([t(fun() -> setelement(1, id(X), y) end) || X <- [[], {}, a]]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
