%% SPDX-License-Identifier: Apache-2.0
-module(guard_type_tests).
-export([main/0, id/1]).

main() ->
    [d({X, [T || {T, B} <- tests(id(X)), B]}) || X <- [1, 1 bsl 70, 1.5, a, true, [], [1], [1 | 2], {}, {r}, {r, 1}, <<>>, <<1:1>>, #{}]], d([T || {T, B} <- tests(self()), B]),
    d([T || {T, B} <- tests(make_ref()), B]),
    d([T || {T, B} <- tests(fun(_) -> 1 end), B]).

tests(X) -> [{integer, is_integer(X)}, {float, is_float(X)}, {number, is_number(X)}, {atom, is_atom(X)}, {boolean, is_boolean(X)}, {list, is_list(X)}, {tuple, is_tuple(X)}, {binary, is_binary(X)}, {bitstring, is_bitstring(X)}, {map, is_map(X)}, {function, is_function(X)}, {function1, is_function(X, 1)}, {pid, is_pid(X)}, {port, is_port(X)}, {reference, is_reference(X)}, {record, is_record(X, r, 1)}, {record2, is_record(X, r, 2)}].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
