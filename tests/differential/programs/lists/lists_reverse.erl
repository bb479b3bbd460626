%% SPDX-License-Identifier: Apache-2.0
-module(lists_reverse).
-export([main/0, id/1]).

main() ->
    d(lists:reverse(id([]))),
    d(lists:reverse(id([1, 2, 3]))),
    d(lists:reverse([1, 2], id(x))),
    d(lists:reverse([1, 2], id([3 | 4]))),
    d(lists:reverse([], id(a))),
    d([t(fun() -> lists:reverse(id(X)) end) || X <- [a, [1 | 2], [1, 2, 3 | 4], {}]]),
    d([t(fun() -> lists:reverse(id(X), []) end) || X <- [a, [1 | 2], [1, 2, 3 | 4], {}]]),
    d(erlang:phash2(lists:reverse(lists:seq(1, 300000)))).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
