%% SPDX-License-Identifier: Apache-2.0
-module(float_decimals_option).
-export([main/0, id/1]).

main() ->
    [d({V, N, float_to_list(id(V), [{decimals, N}]), float_to_binary(id(V), [{decimals, N}, compact])})
     || V <- [0.0, -0.0, 1.0, 1.5, 2.5, 0.125, 0.375, 1.005, 123.456, -123.456, 99.999, 0.9999, 1.0e15, 1.0e22, 1.0e-10],
        N <- [0, 1, 2, 3, 6, 10, 20]].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
%% erlang:display/1 shows six digits of a float; here all of them count.
d(X) -> erlang:display(x(X)).

x(F) when is_float(F) -> float_to_binary(F, [short]);
x(T) when is_tuple(T) -> list_to_tuple(x(tuple_to_list(T)));
x([H | T]) -> [x(H) | x(T)];
x(X) -> X.
