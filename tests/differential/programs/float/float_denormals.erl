%% SPDX-License-Identifier: Apache-2.0
-module(float_denormals).
-export([main/0, id/1]).

main() ->
    d([id(5.0e-324) * 2, id(5.0e-324) / 2, id(2.2250738585072014e-308) / 2, id(1.0e-320) + 1.0e-320, id(2.2250738585072014e-308) - 2.225073858507201e-308]),
    d(halve(id(1.0), 0)).

halve(X, N) when X > 0.0 -> halve(X / 2, N + 1);
halve(X, N) -> {X, N}.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
%% erlang:display/1 shows six digits of a float; here all of them count.
d(X) -> erlang:display(x(X)).

x(F) when is_float(F) -> float_to_binary(F, [short]);
x(T) when is_tuple(T) -> list_to_tuple(x(tuple_to_list(T)));
x([H | T]) -> [x(H) | x(T)];
x(X) -> X.
