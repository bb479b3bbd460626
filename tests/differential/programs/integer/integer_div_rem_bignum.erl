%% SPDX-License-Identifier: Apache-2.0
-module(integer_div_rem_bignum).
-export([main/0, id/1]).

main() ->
    As = [1 bsl 64, -(1 bsl 64), (1 bsl 128) + 12345, -(1 bsl 200) - 1, 1 bsl 60, -(1 bsl 60), 17, -17],
    Bs = [1, -1, 3, -3, 1 bsl 32, 1 bsl 60, -(1 bsl 60), 1 bsl 64, -(1 bsl 63), (1 bsl 65) + 3, 1 bsl 127],
    [begin
         Q = id(A) div id(B), R = id(A) rem id(B),
         true = Q * B + R =:= A,
         d({A, B, Q, R})
     end || A <- As, B <- Bs].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
