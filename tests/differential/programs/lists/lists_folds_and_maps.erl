%% SPDX-License-Identifier: Apache-2.0
-module(lists_folds_and_maps).
-export([main/0, id/1]).

main() ->
    L = id([5, 3, 8, 1]),
    d(lists:foldl(fun(X, A) -> [X | A] end, [], L)),
    d(lists:foldr(fun(X, A) -> [X | A] end, [], L)),
    d(lists:map(fun(X) -> X * X end, L)),
    d(lists:flatmap(fun(X) -> [X, X] end, L)),
    d(lists:filtermap(fun(8) -> {true, eight}; (X) -> X > 3 end, L)),
    d(lists:mapfoldl(fun(X, A) -> {X + A, X} end, 0, L)),
    d(lists:mapfoldr(fun(X, A) -> {X + A, X} end, 0, L)),
    d(lists:foreach(fun(_) -> ok end, L)),
    d({lists:all(fun is_integer/1, L), lists:any(fun(X) -> X > 100 end, L)}),
    d([t(fun() -> lists:map(fun(X) -> X end, id(B)) end) || B <- [a, [1 | 2]]]),
    d([t(fun() -> lists:foldl(id(F), 0, [1]) end) || F <- [a, fun(X) -> X end]]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
