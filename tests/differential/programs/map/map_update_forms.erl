%% SPDX-License-Identifier: Apache-2.0
-module(map_update_forms).
-export([main/0, id/1]).

main() ->
    M = id(#{1 => a, 2 => b}),
    d(M#{3 => c}),
    d(M#{1 => x, 2 => y}),
    d(M#{1 := x}),
    d(M#{1 => a}),
    d(M#{1 := p, 3 => q, 0 => r}),
    d(M),
    d(#{}),
    d((id(#{}))#{z => 1}),
    d(t(fun() -> M#{9 := x} end)),
    d(t(fun() -> (id(a))#{1 => x} end)),
    d(t(fun() -> (id(a))#{1 := x} end)),
    d(t(fun() -> (id([]))#{} end)),
    d(t(fun() -> (id(a))#{1 => x, 2 := y} end)).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
