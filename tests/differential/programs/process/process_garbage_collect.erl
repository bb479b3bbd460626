%% SPDX-License-Identifier: Apache-2.0
-module(process_garbage_collect).
-export([main/0, id/1]).

main() -> L = lists:seq(1, 1000),
    d(garbage_collect()),
    d(lists:sum(L)), P = spawn(fun() -> receive stop -> ok end end),
    d(garbage_collect(P)), P ! stop, receive after 5 -> ok end, d(garbage_collect(P)),
    d(t(fun() -> garbage_collect(id(x)) end)),
    d(erlang:yield()).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
