%% SPDX-License-Identifier: Apache-2.0
-module(integer_parse_errors).
-export([main/0, id/1]).

main() ->
    Bad = ["", "+", "-", "1a", " 1", "1 ", "--1", "1.0", "1e3", "0x10", "1_000", [$1, 300], [$1 | $2], [-1], a],
    [d({S, t(fun() -> list_to_integer(id(S)) end)}) || S <- Bad],
    [d({S, t(fun() -> binary_to_integer(id(S)) end)}) || S <- [<<>>, <<"+">>, <<"-">>, <<"1 ">>, <<"1.0">>, <<"a">>, <<1:3>>, "12", a]].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
