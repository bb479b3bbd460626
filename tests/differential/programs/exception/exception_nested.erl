%% SPDX-License-Identifier: Apache-2.0
-module(exception_nested).
-export([main/0, id/1]).

main() -> d(f(id(3))),
    d(t(fun() -> try try throw(a) catch throw:a -> error(b) end catch error:b -> exit(c) end end)),
    d(try try error(x) after put(z, 1) end catch C:R -> {C, R, get(z)} end).
f(0) -> throw(bottom);
f(N) -> try f(N - 1) catch throw:R -> {N, R} end.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
