%% SPDX-License-Identifier: Apache-2.0
-module(integer_bitwise_small).
-export([main/0, id/1]).

main() ->
    Vs = [0, 1, -1, 5, -5, 255, -256, 16#5555, -16#5555],
    [d({A, B, id(A) band id(B), id(A) bor id(B), id(A) bxor id(B)}) || A <- Vs, B <- Vs],
    [d({A, bnot id(A)}) || A <- Vs].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
