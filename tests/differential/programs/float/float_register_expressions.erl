%% SPDX-License-Identifier: Apache-2.0
%% Chains that the compiler keeps in float registers, with integers converted on the way.
-module(float_register_expressions).
-export([main/0, id/1]).

main() ->
    d(poly(id(1.5), id(2))),
    d(poly(id(2), id(0.25))),
    d(t(fun() -> poly(id(a), 1) end)),
    d(t(fun() -> poly(id(1.0), id(0)) end)),
    d(t(fun() -> poly(id(1 bsl 2000), id(1)) end)),
    d(neg(id(0.0))),
    d(neg(id(2.5))),
    d(sum(id([1, 2.5, 3, 1 bsl 60, -7.25]), 0.0)).

poly(X, Y) -> ((X * 2.0 + 1.0) * X - 3) / Y + (X - Y) * 0.5.

neg(X) when is_float(X) -> -X + 0.0 * X.

sum([], Acc) -> Acc;
sum([X | Xs], Acc) -> sum(Xs, Acc + X).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
%% erlang:display/1 shows six digits of a float; here all of them count.
d(X) -> erlang:display(x(X)).

x(F) when is_float(F) -> float_to_binary(F, [short]);
x(T) when is_tuple(T) -> list_to_tuple(x(tuple_to_list(T)));
x([H | T]) -> [x(H) | x(T)];
x(X) -> X.
