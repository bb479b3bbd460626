%% SPDX-License-Identifier: Apache-2.0
-module(lists_member).
-export([main/0, id/1]).

main() ->
    d([lists:member(id(X), id([1, a, "s", {t}, 2.0, 1 bsl 70])) || X <- [1, a, "s", {t}, 2.0, 2, 1.0, 1 bsl 70, b, []]]),
    d([t(fun() -> lists:member(x, id(L)) end) || L <- [[], a, [a | b], [x | b], [a, x | b]]]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
