%% SPDX-License-Identifier: Apache-2.0
-module(list_sort_stability).
-export([main/0, id/1]).

main() ->
    L = [{K, N} || {K, N} <- lists:zip([3, 1, 2, 3, 1, 2, 1.0, 3.0, 1], lists:seq(1, 9))],
    d(lists:sort(fun({A, _}, {B, _}) -> A =< B end, id(L))),
    d(lists:keysort(1, id(L))),
    d(lists:ukeysort(1, id(L))),
    d(lists:usort(fun({A, _}, {B, _}) -> A =< B end, id(L))),
    d(lists:keymerge(1, lists:keysort(1, L), [{2, x}, {4, y}])).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
