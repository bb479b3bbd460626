%% SPDX-License-Identifier: Apache-2.0
-module(atom_length_limit).
-export([main/0, id/1]).

main() ->
    d(length(atom_to_list(list_to_atom(lists:duplicate(255, $x))))),
    d(t(fun() -> list_to_atom(id(lists:duplicate(256, $x))) end)),
    d(length(atom_to_list(list_to_atom(lists:duplicate(255, 16#1F600))))),
    d(t(fun() -> list_to_atom(id(lists:duplicate(256, 16#1F600))) end)),
    d(t(fun() -> binary_to_atom(id(binary:copy(<<"x">>, 256))) end)),
    d(byte_size(atom_to_binary(binary_to_atom(id(binary:copy(<<"é"/utf8>>, 255)))))),
    d(t(fun() -> binary_to_existing_atom(id(binary:copy(<<"x">>, 300))) end)).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
