%% SPDX-License-Identifier: Apache-2.0
-module(lists_flatten).
-export([main/0, id/1]).

main() ->
    d(lists:flatten(id([1, [2, [3, []], 4], [[[5]]]]))),
    d(lists:flatten(id([[a]]), id([tail]))),
    d(lists:append(id([[1], [2, 3], []]))),
    d(lists:append([1], id(x))),
    d(t(fun() -> lists:flatten(id([1 | 2])) end)),
    d(t(fun() -> lists:flatten(id(a)) end)),
    Deep = lists:foldl(fun(X, A) -> [A, X] end, [], lists:seq(1, 10000)),
    d(erlang:phash2(lists:flatten(Deep))).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
