%% SPDX-License-Identifier: Apache-2.0
-module(float_option_errors).
-export([main/0, id/1]).

main() ->
    [d({O, t(fun() -> float_to_list(id(1.0), id(O)) end), t(fun() -> float_to_binary(id(1.0), id(O)) end)})
     || O <- [[{decimals, -1}], [{decimals, 253}], [{decimals, 254}], [{scientific, -1}], [{scientific, 249}], [{scientific, 250}], [compact], [], [x], x,
              [{decimals, 2}, {scientific, 3}], [{scientific, 3}, {decimals, 2}], [short, {decimals, 1}], [{decimals, 1}, short], [{decimals, a}], [short | x]]],
    d([t(fun() -> float_to_list(id(V)) end) || V <- [1, a, "1.0"]]),
    d(t(fun() -> float_to_list(id(1.0e308), [{decimals, 100}]) end)).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
%% erlang:display/1 shows six digits of a float; here all of them count.
d(X) -> erlang:display(x(X)).

x(F) when is_float(F) -> float_to_binary(F, [short]);
x(T) when is_tuple(T) -> list_to_tuple(x(tuple_to_list(T)));
x([H | T]) -> [x(H) | x(T)];
x(X) -> X.
