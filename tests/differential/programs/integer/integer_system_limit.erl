%% SPDX-License-Identifier: Apache-2.0
%% Integers have a limit; going past it is an error, not a crash.
-module(integer_system_limit).
-export([main/0, id/1]).

main() ->
    d(t(fun() -> id(1) bsl (1 bsl 40) end)),
    d(t(fun() -> id(1 bsl 100) bsl (1 bsl 32) end)),
    d(t(fun() -> grow(id(1) bsl 100000) end)).

grow(X) -> grow(X * X).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
