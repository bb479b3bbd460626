%% SPDX-License-Identifier: Apache-2.0
%% A few steps of a floating point loop, to the last bit.
-module(float_nbody_step).
-export([main/0, id/1]).

main() -> d(loop(id(5000), 0.1, 0.2, 0.3)).

loop(0, X, Y, Z) -> {X, Y, Z};
loop(N, X, Y, Z) ->
    D = X * X + Y * Y + Z * Z + 0.01,
    loop(N - 1, X + 0.01 * Y / D, Y - 0.01 * X / D, Z * 0.9999 + 1.0e-5).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
%% erlang:display/1 shows six digits of a float; here all of them count.
d(X) -> erlang:display(x(X)).

x(F) when is_float(F) -> float_to_binary(F, [short]);
x(T) when is_tuple(T) -> list_to_tuple(x(tuple_to_list(T)));
x([H | T]) -> [x(H) | x(T)];
x(X) -> X.
