%% SPDX-License-Identifier: Apache-2.0
%% A negative count shifts the other way; a huge one is system_limit unless the result is 0 or -1.
-module(integer_shift_by_negative_and_huge).
-export([main/0, id/1]).

main() ->
    [d({A, N, id(A) bsl id(N), id(A) bsr id(N)}) || A <- [0, 1, -1, 100, -100, 1 bsl 70], N <- [-1, -5, -64]],
    Huge = [1 bsl 62, 1 bsl 64, 1 bsl 100],
    [d({A, N, t(fun() -> id(A) bsl id(N) end), t(fun() -> id(A) bsr id(N) end),
        t(fun() -> id(A) bsl id(-N) end), t(fun() -> id(A) bsr id(-N) end)})
     || A <- [0, 1, -1, 1 bsl 70, -(1 bsl 70)], N <- Huge].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
