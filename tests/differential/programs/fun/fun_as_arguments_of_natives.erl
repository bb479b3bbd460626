%% SPDX-License-Identifier: Apache-2.0
-module(fun_as_arguments_of_natives).
-export([main/0, id/1]).

main() -> d(lists:map(fun erlang:abs/1, id([-1, 2]))),
    d(lists:foldl(fun erlang:'+'/2, 0, id([1, 2]))),
    d(lists:sort(fun erlang:'>='/2, id([1, 3, 2]))),
    d(maps:map(fun(_, V) -> V end, id(#{1 => 2}))),
    d(t(fun() -> lists:map(id(fun erlang:element/2), [1]) end)).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
