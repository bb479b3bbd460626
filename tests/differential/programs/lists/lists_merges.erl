%% SPDX-License-Identifier: Apache-2.0
-module(lists_merges).
-export([main/0, id/1]).

main() ->
    d(lists:merge(id([1, 3, 5]), id([2, 3, 4]))),
    d(lists:umerge(id([1, 3, 5]), id([2, 3, 4]))),
    d(lists:merge3([1], [2], id([0]))),
    d(lists:merge(id([[1, 4], [2], [3, 9], [0]]))),
    d(lists:subtract(id([1, 2, 3]), [2])),
    d(lists:rkeymerge(1, [{3, a}], [{2, b}])),
    d(lists:rmerge([3, 1], [2])).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
