%% SPDX-License-Identifier: Apache-2.0
-module(fun_many_free_variables).
-export([main/0, id/1]).

main() -> [A, B, C, D, E, F, G, H] = id([1, 2, 3, 4, 5, 6, 7, 8]),
    Fn = fun(X, Y) -> {A, B, C, D, E, F, G, H, X, Y} end, d(Fn(9, 10)),
    d([(fun(Z) -> [A, Z | fun() -> {B, Z, Fn(Z, Z)} end()] end)(id(k))]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
