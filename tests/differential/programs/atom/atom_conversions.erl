%% SPDX-License-Identifier: Apache-2.0
-module(atom_conversions).
-export([main/0, id/1]).

main() ->
    d([atom_to_list(id(A)) || A <- [a, '', 'A b', 'é', 'Ω']]),
    d([atom_to_binary(id(A)) || A <- [a, '', 'A b', 'é', 'Ω']]),
    d([t(fun() -> atom_to_binary(id(A), latin1) end) || A <- [a, 'é', 'Ω']]),
    d([atom_to_binary(id(A), utf8) || A <- [a, 'é', 'Ω']]),
    d([atom_to_binary(id(A), unicode) || A <- ['Ω']]),
    d([list_to_atom(id(L)) =:= A || {L, A} <- [{"a", a}, {"", ''}, {[937], 'Ω'}, {"é", 'é'}]]),
    d([binary_to_atom(id(B)) =:= A || {B, A} <- [{<<"a">>, a}, {<<>>, ''}, {<<206, 169>>, 'Ω'}]]),
    d(binary_to_atom(<<233>>, latin1) =:= 'é'),
    d([t(fun() -> atom_to_list(id(X)) end) || X <- ["a", 1, <<"a">>]]),
    d([t(fun() -> list_to_atom(id(X)) end) || X <- [a, [a], [-1], [16#110000], [16#d800], [1 | 2]]]),
    d([t(fun() -> binary_to_atom(id(X)) end) || X <- [<<255>>, a, "a", <<1:3>>, <<237, 160, 128>>]]),
    d(t(fun() -> atom_to_binary(a, id(foo)) end)).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
