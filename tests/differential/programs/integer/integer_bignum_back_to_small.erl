%% SPDX-License-Identifier: Apache-2.0
%% Results that fit a small integer again compare and match as one.
-module(integer_bignum_back_to_small).
-export([main/0, id/1]).

main() ->
    [begin
         B = id(1) bsl N,
         S = B - (B - 5),
         d({N, S, S =:= 5, case S of 5 -> five; _ -> other end, (B + 7) rem B, (B * 3) div B, B bsr (N - 1)})
     end || N <- [59, 60, 61, 62, 63, 64, 65, 100, 128, 200]].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
