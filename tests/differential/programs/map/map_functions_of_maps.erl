%% SPDX-License-Identifier: Apache-2.0
-module(map_functions_of_maps).
-export([main/0, id/1]).

main() ->
    M = id(#{1 => a, 2 => b, 3 => c}),
    d(maps:fold(fun(K, V, A) -> [{K, V} | A] end, [], M)),
    d(maps:map(fun(K, V) -> {K, V} end, M)),
    d(maps:filter(fun(K, _) -> K > 1 end, M)),
    d(maps:filtermap(fun(1, _) -> false; (2, _) -> true; (_, V) -> {true, {V}} end, M)),
    d(maps:with([1, 9], M)),
    d(maps:without([1, 9], M)),
    d(maps:update_with(1, fun(V) -> {V} end, M)),
    d(maps:update_with(9, fun(V) -> {V} end, init, M)),
    d(maps:groups_from_list(fun(X) -> X rem 2 end, [1, 2, 3, 4])),
    d(maps:intersect(M, #{2 => x, 7 => y})),
    d(maps:intersect_with(fun(K, A, B) -> {K, A, B} end, M, #{2 => x, 7 => y})),
    d(maps:foreach(fun(_, _) -> ok end, M)),
    d(maps:from_keys([1, 2], v)),
    d(maps:is_key(1, M)),
    d(maps:size(M)),
    d(t(fun() -> maps:map(id(x), M) end)),
    d(t(fun() -> maps:fold(fun(_, _) -> 1 end, 0, M) end)).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
