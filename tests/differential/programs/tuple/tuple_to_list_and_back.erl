%% SPDX-License-Identifier: Apache-2.0
-module(tuple_to_list_and_back).
-export([main/0, id/1]).

main() ->
    d([tuple_to_list(id(T)) || T <- [{}, {1}, {1, {2}, [3]}]]),
    d([list_to_tuple(id(L)) || L <- [[], [1], [1, [2], {3}]]]),
    d([t(fun() -> list_to_tuple(id(L)) end) || L <- [[1 | 2], a, {1}]]),
    d([t(fun() -> tuple_to_list(id(L)) end) || L <- [[], a, 1]]),
    d(tuple_size(list_to_tuple(lists:seq(1, 100000)))).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
