%% SPDX-License-Identifier: Apache-2.0
-module(map_large_order_of_other_keys).
-export([main/0]).

main() ->
    F = fun(L) -> d(maps:keys(maps:from_list([{K, x} || K <- L]))) end, S = lists:seq(1, 40),
    F([{K} || K <- S]), F([[K] || K <- S]), F([integer_to_binary(K) || K <- S]), F([integer_to_list(K) || K <- S]), F([1 bsl (K + 50) || K <- S]), F([-(1 bsl (K + 50)) || K <- S]), F([{K, <<K>>, [K | K + 1]} || K <- S]), F([<<K:13>> || K <- S]), F([[] | [#{K => K} || K <- S]]),
    F([<<0:(K * 8)>> || K <- S]), F([list_to_tuple(lists:seq(1, K)) || K <- S]).

d(X) -> erlang:display(X).
