%% SPDX-License-Identifier: Apache-2.0
-module(tuple_large).
-export([main/0]).

main() ->
    T = list_to_tuple(lists:seq(1, 5000)),
    d({tuple_size(T), element(1, T), element(5000, T)}),
    U = lists:foldl(fun(I, A) -> setelement(I, A, -I) end, T, lists:seq(1, 5000, 7)),
    d(lists:sum(tuple_to_list(U))),
    d(lists:sum(tuple_to_list(T))).

d(X) -> erlang:display(X).
