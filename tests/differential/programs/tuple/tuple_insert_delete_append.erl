%% SPDX-License-Identifier: Apache-2.0
-module(tuple_insert_delete_append).
-export([main/0, id/1]).

main() ->
    T = id({a, b, c}),
    d([erlang:insert_element(id(N), T, x) || N <- [1, 2, 3, 4]]),
    d([erlang:delete_element(id(N), T) || N <- [1, 2, 3]]),
    d(erlang:append_element(T, x)),
    d(erlang:append_element(id({}), x)),
    d([t(fun() -> erlang:insert_element(id(N), T, x) end) || N <- [0, 5, a]]),
    d([t(fun() -> erlang:delete_element(id(N), T) end) || N <- [0, 4, a]]),
    d(t(fun() -> erlang:append_element(id([]), x) end)).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
