%% SPDX-License-Identifier: Apache-2.0
-module(process_process_info_basics).
-export([main/0, id/1]).

main() ->
    d([element(1, process_info(self(), K)) || K <- [message_queue_len, messages, links, dictionary, trap_exit, status, heap_size, reductions, current_function, initial_call, group_leader, priority, monitors, monitored_by, error_handler, stack_size, memory, catchlevel, min_heap_size]]), self() ! a, self() ! b, d(process_info(self(), message_queue_len)),
    d(process_info(self(), messages)),
    d(process_info(self(), status)),
    d(process_info(self(), trap_exit)), put(k, v),
    d(process_info(self(), dictionary)),
    d(process_info(self(), [trap_exit, priority])),
    d([t(fun() -> process_info(self(), id(X)) end) || X <- [nope, 1, [nope]]]),
    d(t(fun() -> process_info(id(a)) end)), P = spawn(fun() -> ok end), receive after 10 -> ok end, d(process_info(P)),
    d(process_info(P, status)).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
