%% SPDX-License-Identifier: Apache-2.0
-module(debug_flat_size).
-export([main/0, id/1]).

main() ->
    d([{X, erts_debug:flat_size(id(X))} || X <- [1, a, [], 1 bsl 70, [1], [1, 2, 3], {}, {1}, {1, {2}}, "abc", #{}, #{1 => 2}, #{1 => 2, 3 => 4}, [[]], 1 bsl 128, -(1 bsl 200)]]),
    d(erts_debug:flat_size(maps:from_list([{K, K} || K <- lists:seq(1, 33)]))),
    d([erts_debug:size(id(X)) || X <- [1, [1, 2], {1, [2]}]]),
    L = id([1, 2, 3]),
    d({erts_debug:size({L, L}), erts_debug:flat_size({L, L})}).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
