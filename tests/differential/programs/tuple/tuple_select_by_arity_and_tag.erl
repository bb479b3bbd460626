%% SPDX-License-Identifier: Apache-2.0
-module(tuple_select_by_arity_and_tag).
-export([main/0, id/1]).

main() ->
    d([f(id(X)) || X <- [{}, {1}, {1, 2}, {1, 2, 3}, {a, 1}, {b, 1}, {c, 1, 2}, {d, 1, 2}, {ok}, error, {1, 2, 3, 4, 5}]]).

f({}) -> zero;
f({ok}) -> just_ok;
f({X}) -> {one, X};
f({a, X}) -> {a, X};
f({b, X}) -> {b, X};
f({X, Y}) -> {two, X, Y};
f({c, X, Y}) -> {c, X, Y};
f({d, X, Y}) -> {d, X, Y};
f({X, Y, Z}) -> {three, X, Y, Z};
f(T) when is_tuple(T) -> {many, tuple_size(T)};
f(X) -> X.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
