%% SPDX-License-Identifier: Apache-2.0
-module(math_two_arguments).
-export([main/0, id/1]).

main() ->
    Vs = [0, 0.0, -0.0, 1, -1, 2.5, -2.5, 10, 1000],
    [d({F, A, B, t(fun() -> math:F(id(A), id(B)) end)}) || F <- [pow, fmod], A <- Vs, B <- Vs],
    [d({A, B, t(fun() -> float_to_list(math:atan2(id(A), id(B)), [{scientific, 10}]) end)}) || A <- Vs, B <- Vs].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
%% erlang:display/1 shows six digits of a float; here all of them count.
d(X) -> erlang:display(x(X)).

x(F) when is_float(F) -> float_to_binary(F, [short]);
x(T) when is_tuple(T) -> list_to_tuple(x(tuple_to_list(T)));
x([H | T]) -> [x(H) | x(T)];
x(X) -> X.
