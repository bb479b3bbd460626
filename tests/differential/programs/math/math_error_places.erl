%% SPDX-License-Identifier: Apache-2.0
%% Which argument was wrong travels as error_info.
-module(math_error_places).
-export([main/0, id/1]).

main() ->
    [try apply(math, id(F), A) catch C:R:St -> [{M, F1, A1, I} | _] = St, d({C, R, M, F1, A1, lists:keyfind(error_info, 1, I)}) end
     || {F, A} <- [{sin, [a]}, {sqrt, [-1]}, {log, [0]}, {pow, [a, 1]}, {pow, [0, -1]}, {fmod, [1, 0]}, {atan2, [1, b]}]].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
%% erlang:display/1 shows six digits of a float; here all of them count.
d(X) -> erlang:display(x(X)).

x(F) when is_float(F) -> float_to_binary(F, [short]);
x(T) when is_tuple(T) -> list_to_tuple(x(tuple_to_list(T)));
x([H | T]) -> [x(H) | x(T)];
x(X) -> X.
