%% SPDX-License-Identifier: Apache-2.0
%% Floats in binaries of 16, 32 and 64 bits.
-module(float_bit_sizes).
-export([main/0, id/1]).

main() ->
    Vs = [0.0, -0.0, 1.0, -1.5, 0.1, 65504.0, 65519.9, 65520.0, 1.0e-8, 6.0e-8, 3.4028234663852886e38, 3.5e38, 1.0e-45, 1.0e-46, 1.0e300],
    [d({V, [t(fun() -> <<(id(V)):S/float>> end) || S <- [16, 32, 64]], [t(fun() -> <<(id(V)):S/float-little>> end) || S <- [16, 32, 64]]}) || V <- Vs],
    d([t(fun() -> <<(id(1.0)):(id(S))/float>> end) || S <- [0, 8, 24, 48, 128, -1]]),
    d([t(fun() -> <<(id(V))/float>> end) || V <- [1, 1 bsl 70, 1 bsl 1030, a, "1"]]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
%% erlang:display/1 shows six digits of a float; here all of them count.
d(X) -> erlang:display(x(X)).

x(F) when is_float(F) -> float_to_binary(F, [short]);
x(T) when is_tuple(T) -> list_to_tuple(x(tuple_to_list(T)));
x([H | T]) -> [x(H) | x(T)];
x(X) -> X.
