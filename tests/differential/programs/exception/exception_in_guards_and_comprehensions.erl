%% SPDX-License-Identifier: Apache-2.0
-module(exception_in_guards_and_comprehensions).
-export([main/0, id/1]).

main() -> d(t(fun() -> [error({at, X}) || X <- id([1, 2])] end)),
    d(t(fun() -> [X || X <- id([1, 2]), throw(X)] end)),
    d(try [throw(X) || X <- id([1, 2, 3]), X > 1] catch throw:Y -> Y end),
    d(try lists:foldl(fun(X, A) when X < 3 -> [X | A]; (_, A) -> throw(A) end, [], id([1, 2, 3, 4])) catch throw:Acc -> Acc end).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
