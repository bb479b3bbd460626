%% SPDX-License-Identifier: Apache-2.0
%% badarith for every operator and kind of operand.
-module(integer_arithmetic_on_wrong_types).
-export([main/0, id/1]).

main() ->
    Bad = [a, [], [1], {}, {1}, <<>>, <<1>>, #{}, "1"],
    [d({B, t(fun() -> id(B) + 1 end), t(fun() -> 1 - id(B) end), t(fun() -> id(B) * 2 end),
        t(fun() -> id(B) / 2 end), t(fun() -> id(B) div 2 end), t(fun() -> 2 rem id(B) end),
        t(fun() -> -id(B) end), t(fun() -> +id(B) end), t(fun() -> bnot id(B) end),
        t(fun() -> id(B) band 1 end), t(fun() -> 1 bor id(B) end), t(fun() -> id(B) bxor 1 end),
        t(fun() -> id(B) bsl 1 end), t(fun() -> 1 bsr id(B) end), t(fun() -> abs(id(B)) end)})
     || B <- Bad],
    d({t(fun() -> id(1.0) div 2 end), t(fun() -> id(1.0) rem 2 end), t(fun() -> id(1.0) band 2 end),
       t(fun() -> 1 bsl id(1.0) end), t(fun() -> bnot id(1.0) end)}).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
