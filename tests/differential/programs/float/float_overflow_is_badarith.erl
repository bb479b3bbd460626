%% SPDX-License-Identifier: Apache-2.0
-module(float_overflow_is_badarith).
-export([main/0, id/1]).

main() ->
    d(t(fun() -> id(1.7976931348623157e308) * 2 end)),
    d(t(fun() -> id(1.7976931348623157e308) + 1.7976931348623157e308 end)),
    d(t(fun() -> id(-1.7976931348623157e308) - 1.7976931348623157e308 end)),
    d(t(fun() -> id(1.0e308) / 1.0e-10 end)),
    d(t(fun() -> id(1.0e-320) / 1.0e10 end)),
    d(t(fun() -> f(id(1.0e200), id(1.0e200)) end)),
    d(t(fun() -> f(id(1.0e-200), id(1.0e-200)) end)).

% Float registers: the error is noticed before the value is used.
f(A, B) when is_float(A), is_float(B) -> A * B * A * B + A.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
%% erlang:display/1 shows six digits of a float; here all of them count.
d(X) -> erlang:display(x(X)).

x(F) when is_float(F) -> float_to_binary(F, [short]);
x(T) when is_tuple(T) -> list_to_tuple(x(tuple_to_list(T)));
x([H | T]) -> [x(H) | x(T)];
x(X) -> X.
