%% SPDX-License-Identifier: Apache-2.0
-module(integer_division_by_zero).
-export([main/0, id/1]).

main() ->
    d([t(fun() -> id(A) div id(0) end) || A <- [0, 1, -1, 1 bsl 70]]),
    d([t(fun() -> id(A) rem id(0) end) || A <- [0, 1, -1, 1 bsl 70]]),
    d(t(fun() -> id(1) / id(0) end)),
    d(t(fun() -> id(1.0) / id(0.0) end)),
    d(t(fun() -> id(0) / id(-0.0) end)).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
