%% SPDX-License-Identifier: Apache-2.0
-module(convert_split_binary).
-export([main/0, id/1]).

main() -> B = id(<<"abcdef">>),
    d([split_binary(B, id(N)) || N <- [0, 3, 6]]),
    d([t(fun() -> split_binary(id(X), id(N)) end) || {X, N} <- [{B, 7}, {B, -1}, {B, a}, {a, 1}, {<<1:4>>, 0}, {<<1:12>>, 1}]]),
    d([binary_part(B, id(P), id(L)) || {P, L} <- [{0, 2}, {6, -2}, {3, 0}, {6, 0}]]),
    d([t(fun() -> binary_part(B, id(P), id(L)) end) || {P, L} <- [{0, 7}, {-1, 1}, {7, 0}, {0, -1}, {a, 1}, {1, a}]]),
    d(binary_part(B, id({1, 2}))),
    d([t(fun() -> binary_part(B, id(X)) end) || X <- [{1}, a, {1, 10}]]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
