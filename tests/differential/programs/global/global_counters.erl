%% SPDX-License-Identifier: Apache-2.0
-module(global_counters).
-export([main/0, id/1]).

main() ->
    [begin C = counters:new(3, O), counters:add(C, 1, 5), counters:sub(C, 1, 2), counters:put(C, 2, 100),
    d([counters:get(C, I) || I <- [1, 2, 3]]),
    d(maps:get(size, counters:info(C))),
    d([t(F) || F <- [fun() -> counters:get(C, id(0)) end, fun() -> counters:get(C, id(4)) end, fun() -> counters:add(C, 1, id(a)) end, fun() -> counters:get(id(x), 1) end]]) end || O <- [[], [atomics], [write_concurrency]]], d(t(fun() -> counters:new(id(0), []) end)),
    d(t(fun() -> counters:new(1, id([bad])) end)), C2 = counters:new(1, []), counters:put(C2, 1, (1 bsl 63) - 1), counters:add(C2, 1, 1),
    d(counters:get(C2, 1)).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
