%% SPDX-License-Identifier: Apache-2.0
-module(map_large_order_of_float_keys).
-export([main/0]).

main() ->
    S = lists:seq(1, 40), F = fun(L) -> d([float_to_binary(K, [short]) || K <- maps:keys(maps:from_list([{K, x} || K <- L]))]) end, F([K / 3 || K <- S]), F([float(K) || K <- S]), F([math:pow(10, K * 7 - 140) || K <- S]).

d(X) -> erlang:display(X).
