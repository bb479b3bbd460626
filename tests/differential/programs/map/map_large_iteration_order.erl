%% SPDX-License-Identifier: Apache-2.0
%% More than 32 keys: the order of a hash trie.
-module(map_large_iteration_order).
-export([main/0]).

main() ->
    d(maps:from_list([{K, K * K} || K <- lists:seq(1, 33)])),
    d(maps:keys(maps:from_list([{K, x} || K <- lists:seq(1, 200)]))),
    d(maps:to_list(maps:from_list([{-K * 1000003, K} || K <- lists:seq(1, 40)]))).

d(X) -> erlang:display(X).
