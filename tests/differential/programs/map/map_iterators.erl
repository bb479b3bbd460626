%% SPDX-License-Identifier: Apache-2.0
-module(map_iterators).
-export([main/0, id/1]).

main() ->
    M = maps:from_list([{K, K} || K <- lists:seq(1, 50)]),
    I = maps:iterator(M),
    d(length(walk(maps:next(I)))),
    d(walk(maps:next(I)) =:= maps:to_list(M)),
    d(walk(maps:next(maps:iterator(id(#{1 => a, 2 => b}))))),
    d(maps:next(maps:iterator(#{}))), O = maps:iterator(M, ordered),
    d([K || {K, _} <- walk(maps:next(O))]),
    d([K || {K, _} <- maps:to_list(maps:iterator(M, reversed))]),
    d([K || {K, _} <- maps:to_list(maps:iterator(M, fun(A, B) -> A rem 7 =< B rem 7 end))]),
    d(t(fun() -> maps:next(id(x)) end)),
    d(t(fun() -> maps:iterator(id(x)) end)),
    d(maps:from_list(maps:to_list(maps:iterator(M))) =:= M).

walk(none) -> [];
walk({K, V, I}) -> [{K, V} | walk(maps:next(I))].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
