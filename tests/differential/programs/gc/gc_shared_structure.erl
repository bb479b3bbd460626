%% SPDX-License-Identifier: Apache-2.0
-module(gc_shared_structure).
-export([main/0]).

main() -> L = lists:foldl(fun(_, A) -> {A, A} end, leaf, lists:seq(1, 18)), garbage_collect(),
    d(count(L)),
    d(erts_debug:size(L)), M = {L, lists:duplicate(3, L)}, garbage_collect(),
    d(erts_debug:size(M)).
count(leaf) -> 1;
count({A, B}) -> count(A) + count(B).

d(X) -> erlang:display(X).
