%% SPDX-License-Identifier: Apache-2.0
-module(map_error_places).
-export([main/0, id/1]).

main() ->
    [try apply(M, id(F), A) catch C:R:St -> [{M1, F1, A1, I} | _] = St, d({C, R, M1, F1, A1, lists:keyfind(error_info, 1, I)}) end
     || {M, F, A} <- [{maps, get, [a, #{}]}, {maps, get, [a, x]}, {maps, put, [a, b, x]}, {maps, update, [a, b, #{}]}, {maps, remove, [a, x]}, {maps, keys, [x]}, {maps, values, [x]}, {maps, merge, [#{}, x]}, {maps, from_list, [[a]]}, {maps, find, [a, x]}, {maps, take, [a, x]}, {maps, from_keys, [x, 1]}, {maps, is_key, [a, x]}, {erlang, map_size, [x]}, {erlang, map_get, [a, #{}]}, {erlang, is_map_key, [a, x]}, {maps, to_list, [x]}, {maps, next, [x]}]].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
