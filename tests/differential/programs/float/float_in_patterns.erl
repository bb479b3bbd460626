%% SPDX-License-Identifier: Apache-2.0
-module(float_in_patterns).
-export([main/0, id/1]).

main() -> d([f(id(V)) || V <- [1.0, 1, 1.5, -1.5, 0.0, -0.0, 1.0e300, 3.0e-310, 2.0]]).

f(1.0) -> one;
f(1.5) -> one_half;
f(-1.5) -> minus;
f(0.0) -> zero;
f(1.0e300) -> big;
f(3.0e-310) -> tiny;
f(_) -> other.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
%% erlang:display/1 shows six digits of a float; here all of them count.
d(X) -> erlang:display(x(X)).

x(F) when is_float(F) -> float_to_binary(F, [short]);
x(T) when is_tuple(T) -> list_to_tuple(x(tuple_to_list(T)));
x([H | T]) -> [x(H) | x(T)];
x(X) -> X.
