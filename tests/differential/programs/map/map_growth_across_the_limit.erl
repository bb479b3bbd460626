%% SPDX-License-Identifier: Apache-2.0
%% From flat to trie and back.
-module(map_growth_across_the_limit).
-export([main/0]).

main() ->
    M = lists:foldl(fun(K, A) -> A#{K => -K} end, #{}, lists:seq(1, 40)),
    d([map_size(M), M =:= maps:from_list([{K, -K} || K <- lists:seq(40, 1, -1)])]),
    Down = fun Down(0, A) -> A; Down(K, A) -> Down(K - 1, maps:remove(K, A)) end, Small = Down(20, M),
    d(Small),
    d(Small =:= maps:from_list([{K, -K} || K <- lists:seq(21, 40)])),
    d(erlang:phash2(Small) =:= erlang:phash2(maps:from_list([{K, -K} || K <- lists:seq(21, 40)]))),
    d(maps:remove(40, Down(39, M))),
    d(Down(8, M)),
    d(Down(7, M)).

d(X) -> erlang:display(X).
