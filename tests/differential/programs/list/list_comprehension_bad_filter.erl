%% SPDX-License-Identifier: Apache-2.0
%% A filter that is no boolean fails with bad_filter when it is an expression, and is false in guards.
-module(list_comprehension_bad_filter).
-export([main/0, id/1]).

main() ->
    d(t(fun() -> [X || X <- [1], id(X)] end)),
    d(t(fun() -> [X || X <- [1], id(foo)] end)),
    d(t(fun() -> << <<X>> || X <- [1], id(foo) >> end)),
    d([X || X <- [1, 2], is_atom(X) orelse element(X, {a}) =:= a]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
