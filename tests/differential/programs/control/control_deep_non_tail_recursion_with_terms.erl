%% SPDX-License-Identifier: Apache-2.0
-module(control_deep_non_tail_recursion_with_terms).
-export([main/0, id/1]).

main() -> d(erlang:phash2(tree(id(16)))),
    d(sum(tree(16))),
    d(ack(id(2), 300)),
    d(hanoi(id(16))).

tree(0) -> leaf;
tree(N) -> {node, N, tree(N - 1), tree(N - 1)}.
sum(leaf) -> 1;
sum({node, N, L, R}) -> N + sum(L) + sum(R).
ack(0, N) -> N + 1;
ack(M, 0) -> ack(M - 1, 1);
ack(M, N) -> ack(M - 1, ack(M, N - 1)).
hanoi(0) -> 0;
hanoi(N) -> hanoi(N - 1) + 1 + hanoi(N - 1).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
