%% SPDX-License-Identifier: Apache-2.0
-module(lists_keyfind_family).
-export([main/0, id/1]).

main() ->
    L = id([{a, 1}, {b, 2}, x, {1}, {1, one}, {2.0, two}, {a, 3}]),
    d([lists:keyfind(id(K), 1, L) || K <- [a, b, c, 1, 1.0, 2]]),
    d([lists:keymember(id(K), 1, L) || K <- [a, b, c, 1, 1.0, 2]]),
    d([lists:keysearch(id(K), 1, L) || K <- [a, b, c, 1, 1.0, 2]]),
    d([lists:keyfind(id(K), 2, L) || K <- [1, 2, one, x]]),
    d([t(fun() -> lists:keyfind(z, id(N), id(X)) end) || {N, X} <- [{0, []}, {-1, []}, {a, []}, {1, a}, {1, [a | b]}, {1, [{z} | b]}, {5, [{z}]}, {1.0, []}]]),
    d([t(fun() -> lists:keymember(z, id(N), id(X)) end) || {N, X} <- [{0, []}, {1, a}, {1, [a | b]}]]),
    d([t(fun() -> lists:keysearch(z, id(N), id(X)) end) || {N, X} <- [{0, []}, {1, a}, {1, [a | b]}]]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
