%% SPDX-License-Identifier: Apache-2.0
-module(process_process_flag).
-export([main/0, id/1]).

main() -> d(process_flag(trap_exit, true)),
    d(process_flag(trap_exit, false)),
    d(process_flag(priority, high)),
    d(process_flag(priority, normal)),
    d([t(fun() -> process_flag(id(F), id(V)) end) || {F, V} <- [{trap_exit, 1}, {nope, 1}, {priority, x}, {min_heap_size, -1}]]),
    d(is_integer(process_flag(min_heap_size, 1000))),
    d(process_flag(sensitive, false)).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
