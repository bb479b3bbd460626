%% SPDX-License-Identifier: Apache-2.0
%% Two's complement without a width: negative bignums behave as if sign-extended for ever.
-module(integer_bitwise_bignum).
-export([main/0, id/1]).

main() ->
    Vs = [1 bsl 59, 1 bsl 60, -(1 bsl 60), (1 bsl 64) - 1, -(1 bsl 64), -(1 bsl 64) - 1, 1 bsl 127, -(1 bsl 130) + 7, 3, -3],
    [d({A, B, id(A) band id(B), id(A) bor id(B), id(A) bxor id(B)}) || A <- Vs, B <- Vs],
    [d({A, bnot id(A)}) || A <- Vs].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
