%% SPDX-License-Identifier: Apache-2.0
-module(float_sum_is_not_reordered).
-export([main/0, id/1]).

main() ->
    d(lists:sum([0.1, 0.2, 0.3, 1.0e16, -1.0e16])),
    d(lists:foldr(fun(A, B) -> A + B end, 0.0, [0.1, 0.2, 0.3, 1.0e16, -1.0e16])),
    d(0.1 + id(0.2) + id(0.3)),
    d(id(0.1) + (id(0.2) + id(0.3))).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
%% erlang:display/1 shows six digits of a float; here all of them count.
d(X) -> erlang:display(x(X)).

x(F) when is_float(F) -> float_to_binary(F, [short]);
x(T) when is_tuple(T) -> list_to_tuple(x(tuple_to_list(T)));
x([H | T]) -> [x(H) | x(T)];
x(X) -> X.
