%% SPDX-License-Identifier: Apache-2.0
-module(math_functions).
-export([main/0, id/1]).

main() ->
    Vs = [0, 0.0, 1, -1, 0.5, -0.5, 2, 10, 100.0, 1.0e10],
    Fs = [sin, cos, tan, asin, acos, atan, sinh, cosh, tanh, asinh, acosh, atanh, exp, log, log2, log10, sqrt, ceil, floor, erf, erfc],
    [d({F, V, t(fun() -> r(math:F(id(V))) end)}) || F <- Fs, V <- Vs].

% Ten digits: the last ones depend on the C library.
r(X) -> float_to_list(X, [{scientific, 10}]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
%% erlang:display/1 shows six digits of a float; here all of them count.
d(X) -> erlang:display(x(X)).

x(F) when is_float(F) -> float_to_binary(F, [short]);
x(T) when is_tuple(T) -> list_to_tuple(x(tuple_to_list(T)));
x([H | T]) -> [x(H) | x(T)];
x(X) -> X.
