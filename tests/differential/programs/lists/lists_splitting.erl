%% SPDX-License-Identifier: Apache-2.0
-module(lists_splitting).
-export([main/0, id/1]).

main() ->
    L = id([1, 2, 3, 4, 5, 6]),
    d(lists:split(2, L)),
    d(lists:splitwith(fun(X) -> X < 4 end, L)),
    d(lists:partition(fun(X) -> X rem 2 =:= 0 end, L)),
    d(lists:takewhile(fun(X) -> X < 3 end, L)),
    d(lists:dropwhile(fun(X) -> X < 3 end, L)),
    d(lists:sublist(L, 2, 3)),
    d(lists:sublist(L, 10)),
    d(lists:nthtail(4, L)),
    d(lists:nth(3, L)),
    d(lists:last(L)),
    d(lists:droplast(L)),
    d(lists:prefix([1, 2], L)),
    d(lists:suffix([5, 6], L)),
    d(lists:search(fun(X) -> X > 3 end, L)),
    d(lists:join(x, L)),
    d([t(fun() -> lists:nth(id(N), L) end) || N <- [0, 7, a]]),
    d(t(fun() -> lists:split(7, L) end)),
    d(t(fun() -> lists:last(id([])) end)).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
