%% SPDX-License-Identifier: Apache-2.0
-module(lists_sequences).
-export([main/0, id/1]).

main() ->
    d(lists:seq(1, id(5))),
    d(lists:seq(5, id(1), -2)),
    d(lists:seq(1, id(0))),
    d(lists:seq(1, 10, id(3))),
    d([t(fun() -> lists:seq(id(A), id(B)) end) || {A, B} <- [{1, -1}, {a, 1}, {1.0, 2}]]),
    d(t(fun() -> lists:seq(1, 5, id(0)) end)),
    d(lists:duplicate(id(3), x)),
    d(lists:sum(id([1, 2.5]))),
    d(lists:max(id([1, a, 2]))),
    d(t(fun() -> lists:max(id([])) end)),
    d(lists:flatlength(id([1, [2, [3]], []]))),
    d(lists:concat(id([a, 1, "s", 2.5]))).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
