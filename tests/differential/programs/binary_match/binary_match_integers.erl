%% SPDX-License-Identifier: Apache-2.0
-module(binary_match_integers).
-export([main/0, id/1]).

main() ->
    B = id(<<16#89, 16#ab, 16#cd, 16#ef, 16#01, 16#23, 16#45, 16#67, 16#f0>>),
    d([i1(B), i2(B), i3(B), i4(B), i5(B), i6(B), i7(B)]).

i1(<<A:8, B:16, C:32, _/bits>>) -> {A, B, C}.
i2(<<A:8/signed, B:16/signed, C:32/signed, _/bits>>) -> {A, B, C}.
i3(<<A:8/little, B:16/little, C:32/little, _/bits>>) -> {A, B, C}.
i4(<<A:64, _/bits>> = X) -> <<B:64/signed, _/bits>> = X, <<C:64/little, _/bits>> = X, <<D:64/little-signed, _/bits>> = X, {A, B, C, D}.
i5(<<A:72>>) -> <<B:72/signed>> = <<A:72>>, <<C:72/little>> = <<A:72>>, <<D:72/signed-little>> = <<A:72>>, {A, B, C, D}.
i6(<<A:3, B:13, C:7, D:33, _/bits>>) -> {A, B, C, D}.
i7(<<A:3/signed, B:13/signed-little, C:7/signed, D:33/little, E/bits>>) -> {A, B, C, D, E}.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
