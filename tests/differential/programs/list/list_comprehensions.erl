%% SPDX-License-Identifier: Apache-2.0
-module(list_comprehensions).
-export([main/0, id/1]).

main() ->
    d([X * 2 || X <- id([1, 2, 3])]),
    d([{X, Y} || X <- id([1, 2, 3]), Y <- id([a, b]), X =/= 2]),
    d([X || {ok, X} <- id([{ok, 1}, error, {ok, 2}, {ok}, {ok, 3}])]),
    d([X || X <- id([1, a, 2.0, "s", <<>>]), is_number(X)]),
    d([Y || X <- id([[1, 2], [], [3]]), Y <- X]),
    d([[Y * X || Y <- lists:seq(1, X)] || X <- lists:seq(1, 4)]),
    d([X || <<X:4>> <= id(<<16#1234:16>>)]),
    d([A || {A, A} <- id([{1, 1}, {1, 2}, {x, x}, {1, 1.0}])]),
    d(t(fun() -> [X || X <- id(a)] end)),
    d(t(fun() -> [X || X <- id([1, 2 | 3])] end)),
    d(t(fun() -> [X || X <- id([1, a]), X + 1 > 0] end)),
    d(t(fun() -> [X || X <- id([true, b]), X] end)).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
