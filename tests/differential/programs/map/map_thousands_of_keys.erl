%% SPDX-License-Identifier: Apache-2.0
-module(map_thousands_of_keys).
-export([main/0]).

main() ->
    M = lists:foldl(fun(K, A) -> A#{K * 7919 rem 100003 => K} end, #{}, lists:seq(1, 20000)),
    d(map_size(M)),
    d(erlang:phash2(M)),
    d(erlang:phash2(maps:to_list(M))), M2 = lists:foldl(fun(K, A) -> maps:remove(K * 7919 rem 100003, A) end, M, lists:seq(1, 20000, 3)),
    d({map_size(M2), erlang:phash2(M2), erlang:phash2(maps:keys(M2))}), M3 = maps:merge(M2, M),
    d({M3 =:= M, map_size(M3)}),
    d(lists:sum(maps:values(M2))).

d(X) -> erlang:display(X).
