%% SPDX-License-Identifier: Apache-2.0
-module(map_as_keys_and_nested).
-export([main/0, id/1]).

main() ->
    M = id(#{#{1 => 2} => a, #{} => b, {#{x => y}} => c}),
    d([maps:get(K, M, none) || K <- [#{1 => 2}, #{}, {#{x => y}}, #{1 => 3}]]),
    N = lists:foldl(fun(I, A) -> #{I => A} end, leaf, lists:seq(1, 10000)),
    d(depth(N, 0)),
    d(erlang:phash2(N)), Big = maps:from_list([{I, I} || I <- lists:seq(1, 100)]),
    d(maps:get(Big, #{Big => found})),
    d(maps:get(maps:from_list([{I, I} || I <- lists:seq(100, 1, -1)]), #{Big => found})).

depth(M, D) when is_map(M) -> [{_, V}] = maps:to_list(M), depth(V, D + 1);
depth(_, D) -> D.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
