%% SPDX-License-Identifier: Apache-2.0
-module(etf_deterministic_maps).
-export([main/0]).

main() -> M = maps:from_list([{K, K} || K <- lists:seq(1, 40)]),
    d(erlang:phash2(term_to_binary(M))),
    d(erlang:phash2(term_to_binary(M, [deterministic]))),
    d(term_to_binary(#{3 => c, 1 => a, 2 => b})),
    d(term_to_binary(#{c => 1, a => 2, b => 3}, [deterministic])).

d(X) -> erlang:display(X).
