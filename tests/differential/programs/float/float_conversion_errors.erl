%% SPDX-License-Identifier: Apache-2.0
-module(float_conversion_errors).
-export([main/0, id/1]).

main() ->
    d([{t(fun() -> float(id(V)) end), t(fun() -> trunc(id(V)) end), t(fun() -> round(id(V)) end), t(fun() -> floor(id(V)) end), t(fun() -> ceil(id(V)) end)} || V <- [a, "1", <<"1">>, {}, #{}]]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
%% erlang:display/1 shows six digits of a float; here all of them count.
d(X) -> erlang:display(x(X)).

x(F) when is_float(F) -> float_to_binary(F, [short]);
x(T) when is_tuple(T) -> list_to_tuple(x(tuple_to_list(T)));
x([H | T]) -> [x(H) | x(T)];
x(X) -> X.
