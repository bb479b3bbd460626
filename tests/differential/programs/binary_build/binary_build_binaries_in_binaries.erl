%% SPDX-License-Identifier: Apache-2.0
-module(binary_build_binaries_in_binaries).
-export([main/0, id/1]).

main() ->
    B = id(<<"hello">>), Bits = id(<<5:3>>),
    d([<<B/binary, B/binary>>, <<B:2/binary>>, <<B:(id(3))/binary, "x">>, <<Bits/bitstring, B/binary>>, <<B/binary, Bits/bitstring>>, <<B:12/bitstring>>, <<Bits/bits, Bits/bits, Bits/bits>>, <<B:(id(2))/binary-unit:4>>, <<1:1, B/binary, 1:7>>]),
    d([t(fun() -> <<(id(X))/binary>> end) || X <- [a, 1, "s", <<1:3>>, []]]),
    d([t(fun() -> <<(id(X))/bitstring>> end) || X <- [a, 1, <<1:3>>]]),
    d([t(fun() -> <<B:(id(S))/binary>> end) || S <- [6, -1, a, 5, 0]]),
    d(t(fun() -> <<B:(id(41))/bitstring>> end)).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
