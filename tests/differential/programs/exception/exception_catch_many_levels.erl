%% SPDX-License-Identifier: Apache-2.0
-module(exception_catch_many_levels).
-export([main/0, id/1]).

main() -> d(t(fun() -> f(id(10000)) end)),
    d(length(g(id(10000)))).
f(0) -> throw(deep);
f(N) -> try f(N - 1) catch throw:X when N rem 1000 =:= 0 -> throw({N, X}); throw:X -> throw(X) ; error:_ -> no after ok end .
g(0) -> [try f(id(100)) catch throw:X -> X end];
g(N) -> [N | (catch g(N - 1))].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
