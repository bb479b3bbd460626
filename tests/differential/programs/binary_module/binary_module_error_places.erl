%% SPDX-License-Identifier: Apache-2.0
-module(binary_module_error_places).
-export([main/0, id/1]).

main() ->
    [try apply(binary, id(F), A) catch C:R:St -> [{M1, F1, A1, I} | _] = St, d({C, R, M1, F1, A1, lists:keyfind(error_info, 1, I)}) end || {F, A} <- [{match, [a, <<"b">>]}, {match, [<<"a">>, <<>>]}, {matches, [<<"a">>, x]}, {copy, [a]}, {copy, [<<"a">>, -1]}, {part, [<<"a">>, 1, 1]}, {at, [<<>>, 0]}, {first, [<<>>]}, {last, [a]}, {bin_to_list, [a]}, {list_to_bin, [a]}, {decode_unsigned, [a]}, {encode_unsigned, [-1]}, {longest_common_prefix, [[]]}, {split, [a, <<"b">>]}, {compile_pattern, [<<>>]}, {referenced_byte_size, [a]}]].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
