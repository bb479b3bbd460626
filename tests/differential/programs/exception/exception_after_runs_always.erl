%% SPDX-License-Identifier: Apache-2.0
-module(exception_after_runs_always).
-export([main/0, id/1]).

main() -> put(n, 0),
    d(t(fun() -> try id(1) after inc() end end)),
    d(t(fun() -> try throw(x) after inc() end end)),
    d(t(fun() -> try throw(x) catch throw:x -> throw(y) after inc() end end)),
    d(t(fun() -> try throw(x) catch error:_ -> e after inc() end end)),
    d(t(fun() -> try id(1) after throw(from_after) end end)),
    d(t(fun() -> try error(lost) after throw(from_after) end end)),
    d(get(n)).
inc() -> put(n, get(n) + 1).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
