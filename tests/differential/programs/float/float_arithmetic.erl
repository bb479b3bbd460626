%% SPDX-License-Identifier: Apache-2.0
-module(float_arithmetic).
-export([main/0, id/1]).

main() ->
    Vs = [0.0, -0.0, 1.0, -1.0, 0.1, 2.0, 3.0, 1.0e300, -1.0e-300, 5.0e-324, 7, -3, 1 bsl 65],
    [d({A, B, t(fun() -> id(A) + id(B) end), t(fun() -> id(A) - id(B) end), t(fun() -> id(A) * id(B) end), t(fun() -> id(A) / id(B) end)})
     || A <- Vs, B <- Vs, is_float(A) orelse is_float(B)].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
%% erlang:display/1 shows six digits of a float; here all of them count.
d(X) -> erlang:display(x(X)).

x(F) when is_float(F) -> float_to_binary(F, [short]);
x(T) when is_tuple(T) -> list_to_tuple(x(tuple_to_list(T)));
x([H | T]) -> [x(H) | x(T)];
x(X) -> X.
