%% SPDX-License-Identifier: Apache-2.0
-module(fun_not_a_function).
-export([main/0, id/1]).

main() -> d([t(fun() -> (id(X))(1) end) || X <- [a, 1, {lists, reverse}, [], <<>>, #{}]]),
    d(t(fun() -> apply(id(a), [1]) end)),
    d(t(fun() -> apply(fun(X) -> X end, id(a)) end)),
    d(t(fun() -> apply(fun(X) -> X end, id([1 | 2])) end)).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
