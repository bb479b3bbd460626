%% SPDX-License-Identifier: Apache-2.0
-module(list_sort_large).
-export([main/0]).

main() ->
    S0 = rand:seed_s(exsss, {1, 2, 3}),
    {L, _} = lists:mapfoldl(fun(_, S) -> rand:uniform_s(5000, S) end, S0, lists:seq(1, 20000)),
    A = lists:sort(L),
    d({length(A), length(lists:usort(L)), hd(A), lists:last(A), erlang:phash2(A), erlang:phash2(lists:usort(L))}),
    d(erlang:phash2(lists:sort(fun(X, Y) -> X >= Y end, L))).

d(X) -> erlang:display(X).
