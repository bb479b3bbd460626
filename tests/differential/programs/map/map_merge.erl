%% SPDX-License-Identifier: Apache-2.0
-module(map_merge).
-export([main/0, id/1]).

main() ->
    S = id(#{1 => a, 2 => b}), L = maps:from_list([{K, l} || K <- lists:seq(1, 50)]),
    d(maps:merge(S, #{2 => x, 3 => y})),
    d(maps:merge(#{2 => x, 3 => y}, S)),
    d(maps:get(1, maps:merge(L, S))),
    d(maps:get(1, maps:merge(S, L))),
    d(map_size(maps:merge(S, L))),
    d({maps:merge(#{}, L) =:= L, maps:merge(L, #{}) =:= L}),
    d(map_size(maps:merge(L, maps:from_list([{K, k} || K <- lists:seq(40, 90)])))),
    d(maps:merge(maps:from_list([{K, a} || K <- lists:seq(1, 20)]), maps:from_list([{K, b} || K <- lists:seq(15, 34)]))),
    d(maps:merge_with(fun(K, A, B) -> {K, A, B} end, S, #{2 => x, 3 => y})).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
