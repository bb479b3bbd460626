%% SPDX-License-Identifier: Apache-2.0
%% The failing native stands on top of the stack trace, with its arguments.
-module(lists_error_places).
-export([main/0, id/1]).

main() ->
    [try apply(M, id(F), A) catch C:R:St -> [{M1, F1, A1, I} | _] = St, d({C, R, M1, F1, A1, lists:keyfind(error_info, 1, I)}) end
     || {M, F, A} <- [{lists, keyfind, [a, 0, []]}, {lists, keymember, [a, x, []]}, {lists, keysearch, [a, 0, []]}, {lists, member, [a, b]}, {lists, reverse, [a, b]},
                      {lists, reverse, [a]}, {erlang, hd, [[]]}, {erlang, tl, [a]}, {erlang, length, [a]}, {erlang, element, [0, {}]}, {erlang, setelement, [1, {}, x]},
                      {erlang, list_to_tuple, [a]}, {erlang, '++', [a, b]}, {erlang, '--', [[], b]}, {erlang, tuple_to_list, [1]}]].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
