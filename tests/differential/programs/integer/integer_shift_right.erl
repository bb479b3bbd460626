%% SPDX-License-Identifier: Apache-2.0
%% A right shift rounds towards minus infinity.
-module(integer_shift_right).
-export([main/0, id/1]).

main() ->
    [d({A, N, id(A) bsr id(N)}) || A <- [0, 1, -1, 7, -7, 1 bsl 59, -(1 bsl 60), (1 bsl 64) - 1, -(1 bsl 64), -(1 bsl 64) - 1, 1 bsl 128, -(1 bsl 128) + 1],
                                   N <- [0, 1, 2, 31, 32, 58, 59, 60, 61, 62, 63, 64, 65, 127, 128, 129, 1000]].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
