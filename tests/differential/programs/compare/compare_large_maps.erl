%% SPDX-License-Identifier: Apache-2.0
-module(compare_large_maps).
-export([main/0, id/1]).

main() ->
    M = maps:from_list([{K, K} || K <- lists:seq(1, 100)]),
    d({id(M) =:= M#{50 := 50}, id(M) == M#{50 := 50.0}, id(M) =:= M#{50 := 50.0}, id(M) < M#{50 := 51}, id(M) > M#{50 := 49}, id(M) < M#{1000 => 1}, M < maps:remove(1, M)}),
    N = maps:from_list([{-K, K} || K <- lists:seq(1, 100)]),
    d({M < N, N < M, M == N}),
    O = maps:from_list([{float(K), K} || K <- lists:seq(1, 100)]),
    d({M < O, O < M, M == O}),
    d(maps:remove(-1, N#{0 => 1}) < N).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
