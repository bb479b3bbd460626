%% SPDX-License-Identifier: Apache-2.0
-module(integer_shift_left).
-export([main/0, id/1]).

main() ->
    [d({A, N, id(A) bsl id(N)}) || A <- [0, 1, -1, 3, -3, 1 bsl 59, -(1 bsl 60), 1 bsl 64, -(1 bsl 64)],
                                   N <- [0, 1, 2, 27, 28, 31, 32, 57, 58, 59, 60, 61, 62, 63, 64, 65, 127, 128]].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
