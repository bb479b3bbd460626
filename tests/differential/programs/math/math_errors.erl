%% SPDX-License-Identifier: Apache-2.0
%% A wrong argument is badarith inside the functions, badarg for a wrong type.
-module(math_errors).
-export([main/0, id/1]).

main() ->
    Fs = [sin, cos, log, sqrt, exp, acos, atanh, log2, log10, ceil, floor],
    [d({F, V, t(fun() -> math:F(id(V)) end)}) || F <- Fs, V <- [a, "1", <<>>, {}]],
    [d({F, V, t(fun() -> math:F(id(V)) end)}) || {F, V} <- [{log, 0}, {log, -1}, {sqrt, -1}, {acos, 2}, {asin, -2}, {atanh, 1}, {exp, 1000}, {cosh, 1.0e10}, {log, 1 bsl 1024}, {acosh, 0.5}]],
    d([t(fun() -> math:pow(id(A), id(B)) end) || {A, B} <- [{0, -1}, {-1, 0.5}, {1.0e300, 2}, {a, 1}, {1, a}]]),
    d(t(fun() -> math:fmod(id(1), id(0)) end)),
    d(math:pi()),
    d(math:tau()).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
%% erlang:display/1 shows six digits of a float; here all of them count.
d(X) -> erlang:display(x(X)).

x(F) when is_float(F) -> float_to_binary(F, [short]);
x(T) when is_tuple(T) -> list_to_tuple(x(tuple_to_list(T)));
x([H | T]) -> [x(H) | x(T)];
x(X) -> X.
