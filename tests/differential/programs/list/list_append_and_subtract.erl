%% SPDX-License-Identifier: Apache-2.0
-module(list_append_and_subtract).
-export([main/0, id/1]).

main() ->
    d([id(A) ++ id(B) || A <- [[], [1], [1, 2]], B <- [[], [3], x, [4 | y]]]),
    d([t(fun() -> id(A) ++ id(B) end) || A <- [a, [1 | 2], {}], B <- [[], [1], x]]),
    d([id(A) -- id(B) || A <- [[], [1], [1, 2, 1, 3, 2, 1]], B <- [[], [1], [1, 1], [2, 3, 4], [1, 1, 1, 1], [1.0]]]),
    d([t(fun() -> id(A) -- id(B) end) || {A, B} <- [{a, []}, {[1], a}, {[1 | 2], [1]}, {[1], [1 | 2]}, {[], [1 | 2]}]]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
