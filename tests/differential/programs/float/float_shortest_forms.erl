%% SPDX-License-Identifier: Apache-2.0
%% The shortest text that reads back as the same float; where it switches to an exponent.
-module(float_shortest_forms).
-export([main/0, id/1]).

main() ->
    Vs = [0.0, -0.0, 1.0, 0.1, 0.01, 0.001, 0.0001, 0.00001, 1.0e-10, 1.0e5, 1.0e15, 1.0e16, 1.0e17, 1.0e20, 1.0e21, 1.0e22, 1.0e23,
          123456789.125, 4503599627370496.5, 9007199254740991.0, 9007199254740992.0, 18014398509481984.0, 36028797018963968.0,
          5.0e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 1.2345e-7, 12345678901234567890.0, 0.1 + 0.2, 1/3, 2/3, 100/3, 1.0e14/3, 1.0e16/3],
    [d({float_to_binary(id(V), [short]), float_to_list(id(-V), [short])}) || V <- Vs].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
%% erlang:display/1 shows six digits of a float; here all of them count.
d(X) -> erlang:display(x(X)).

x(F) when is_float(F) -> float_to_binary(F, [short]);
x(T) when is_tuple(T) -> list_to_tuple(x(tuple_to_list(T)));
x([H | T]) -> [x(H) | x(T)];
x(X) -> X.
