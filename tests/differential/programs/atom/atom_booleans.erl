%% SPDX-License-Identifier: Apache-2.0
-module(atom_booleans).
-export([main/0, id/1]).

main() ->
    d([{A, B, A and B, A or B, A xor B} || A <- id([true, false]), B <- id([true, false])]),
    d([not A || A <- id([true, false])]),
    d([t(fun() -> id(A) and id(B) end) || {A, B} <- [{true, 1}, {1, true}, {a, b}]]),
    d([t(fun() -> id(A) or true end) || A <- [1, []]]),
    d(t(fun() -> not id(x) end)),
    d([t(fun() -> id(A) andalso id(B) end) || {A, B} <- [{true, 1}, {false, 1}, {1, true}]]),
    d([t(fun() -> id(A) orelse id(B) end) || {A, B} <- [{true, 1}, {false, 1}, {x, true}]]),
    d([is_boolean(id(X)) || X <- [true, false, 1, 'True', undefined]]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
