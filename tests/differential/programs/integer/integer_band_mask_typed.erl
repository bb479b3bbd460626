%% SPDX-License-Identifier: Apache-2.0
%% Operations whose result range the compiler knows; the type information must not be trusted too far.
-module(integer_band_mask_typed).
-export([main/0]).

main() ->
    [d(f(X)) || X <- [0, 255, 256, -1, 1 bsl 59, 1 bsl 60, -(1 bsl 64), 16#ffffffffffffffff]].

f(X) when is_integer(X) ->
    A = X band 16#ff,
    B = X band 16#ffffffff,
    C = A * B,
    D = (A bsl 8) bor B,
    E = (X band 16#fffffffffffffff) + A,
    F = (A - 300) * B,
    {A, B, C, D, E, F, B div (A + 1), B rem (A + 1), (B bsl 32) + B, -B, B - C}.

d(X) -> erlang:display(X).
