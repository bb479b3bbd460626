%% SPDX-License-Identifier: Apache-2.0
-module(control_case_and_if).
-export([main/0, id/1]).

main() -> d([{c(id(X)), i(id(X))} || X <- [1, 2, 3, a, {x, 1}, "s", 50]]),
    d(t(fun() -> case id(9) of 1 -> a; 2 -> b end end)),
    d(t(fun() -> if 1 =:= hd([2]) -> a end end)),
    d(t(fun() -> X = id(1), if X > 5 -> a; X < 0 -> b end end)).

c(1) -> one;
c(X) -> case X of 2 -> two; {x, Y} -> {got, Y}; [H | _] -> H; _ when is_atom(X) -> atom; _ -> other end.
i(X) -> if X =:= 1 -> one; is_list(X); is_tuple(X) -> container; X > 40, is_integer(X) -> large; true -> rest end.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
