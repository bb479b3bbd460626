%% SPDX-License-Identifier: Apache-2.0
-module(fun_external_to_missing_function).
-export([main/0, id/1]).

main() ->
    F = fun no_such_module_x:f/1, d(t(fun() -> F(1) end)), G = fun lists:no_such_function/3, d(t(fun() -> G(1, 2, 3) end)), M = id(lists), H = fun M:reverse/1, d(H([1, 2])),
    d(t(fun() -> fun M:id/300 end)),
    d([t(fun() -> fun(A, B) -> erlang:make_fun(A, B, 1) end(id(X), id(Y)) end) || {X, Y} <- [{lists, 1}, {1, lists}]]),
    d([t(fun() -> erlang:make_fun(lists, map, id(N)) end) || N <- [-1, 256, a]]),
    d(is_function(erlang:make_fun(lists, map, 255), 255)).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
