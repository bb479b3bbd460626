%% SPDX-License-Identifier: Apache-2.0
-module(integer_multiply_edges).
-export([main/0, id/1]).

main() ->
    Vs = [0, 1, -1, 2, -2, 3, (1 bsl 30), (1 bsl 31) - 1, 1 bsl 32, (1 bsl 59) - 1, -(1 bsl 59),
          1 bsl 60, -(1 bsl 60), (1 bsl 60) - 1, 1 bsl 63, (1 bsl 64) - 1, -(1 bsl 63)],
    [d({A, B, id(A) * id(B)}) || A <- Vs, B <- Vs].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
