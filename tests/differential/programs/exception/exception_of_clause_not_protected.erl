%% SPDX-License-Identifier: Apache-2.0
-module(exception_of_clause_not_protected).
-export([main/0, id/1]).

main() -> d(t(fun() -> try id(1) of 2 -> two catch _:_ -> caught end end)),
    d(t(fun() -> try id(1) of 1 -> error(from_of) catch _:_ -> caught end end)),
    d(t(fun() -> try throw(a) catch throw:b -> x end end)),
    d(t(fun() -> try throw(a) catch throw:a -> throw(from_handler) end end)).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
