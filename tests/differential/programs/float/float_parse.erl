%% SPDX-License-Identifier: Apache-2.0
-module(float_parse).
-export([main/0, id/1]).

main() ->
    [d({S, t(fun() -> list_to_float(id(S)) end), t(fun() -> binary_to_float(list_to_binary(S)) end)})
     || S <- ["1.0", "+1.0", "-1.0", "0.0", "-0.0", "1.5e10", "1.5E10", "1.5e+10", "1.5e-10", "00012.500", "1.7976931348623157e308",
              "1.8e308", "5.0e-324", "1.0e-400", "2.4703282292062327e-324", "2.4703282292062328e-324", "9007199254740993.0", "0.1", "123456789012345678901234567890.0",
              "1", "1.", ".5", "1e5", "1.0e", "1.0e+", "", "-", " 1.0", "1.0 ", "1.0x", "inf", "nan", "1,0", "1.0e1.0", "0x1.8p1", "1.0e99999999999"]],
    d([t(fun() -> list_to_float(id(V)) end) || V <- [1.0, a, [$1, $., 300], [$1 | $.]]]),
    d([t(fun() -> binary_to_float(id(V)) end) || V <- [<<1:1>>, "1.0", a, <<>>]]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
%% erlang:display/1 shows six digits of a float; here all of them count.
d(X) -> erlang:display(x(X)).

x(F) when is_float(F) -> float_to_binary(F, [short]);
x(T) when is_tuple(T) -> list_to_tuple(x(tuple_to_list(T)));
x([H | T]) -> [x(H) | x(T)];
x(X) -> X.
