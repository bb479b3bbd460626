%% SPDX-License-Identifier: Apache-2.0
-module(float_rounding).
-export([main/0, id/1]).

main() ->
    [d({V, trunc(id(V)), round(id(V)), floor(id(V)), ceil(id(V))})
     || V <- [0.0, -0.0, 0.4, 0.5, 0.6, 1.5, 2.5, -0.4, -0.5, -0.6, -1.5, -2.5, 0.49999999999999994, 4503599627370495.5, 4503599627370497.5,
              1.0e15, 1.0e17, 576460752303423488.0, 1152921504606846976.0, 9223372036854775808.0, -9223372036854775808.0, 1.0e22, -1.0e30, 1.7976931348623157e308, 5.0e-324, 7, -7, 1 bsl 70]].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
%% erlang:display/1 shows six digits of a float; here all of them count.
d(X) -> erlang:display(x(X)).

x(F) when is_float(F) -> float_to_binary(F, [short]);
x(T) when is_tuple(T) -> list_to_tuple(x(tuple_to_list(T)));
x([H | T]) -> [x(H) | x(T)];
x(X) -> X.
