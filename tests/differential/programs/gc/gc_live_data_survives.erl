%% SPDX-License-Identifier: Apache-2.0
-module(gc_live_data_survives).
-export([main/0, id/1]).

main() -> T = tree(12),
    d(loop(id(300), T, [])),
    d(sum(T)).
tree(0) -> {leaf, [a, 1.5, <<"b">>], #{k => v}};
tree(N) -> {node, N, tree(N - 1), tree(N - 1)}.
sum({leaf, [a, F, B], #{k := v}}) -> byte_size(B) + trunc(F);
sum({node, N, L, R}) -> N + sum(L) + sum(R).
loop(0, _, Acc) -> length(Acc);
loop(N, T, Acc) -> _ = lists:seq(1, 500), loop(N - 1, T, [{N, lists:reverse([N, T])} | Acc]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
