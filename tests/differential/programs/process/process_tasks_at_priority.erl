%% SPDX-License-Identifier: Apache-2.0
%% not in mode: yield many_yield native_yield gc native_gc
%% What a process of high priority asks of one of low priority is done at high priority, though the machine is busy with
%% others that are above the low one.
-module(process_tasks_at_priority).
-export([main/0]).

main() ->
    process_flag(priority, max),
    N = erlang:system_info(schedulers_online) + 8,
    Busy = [spawn_opt(fun loop/0, [{priority, high}]) || _ <- lists:seq(1, N)],
    Low = spawn_opt(fun loop/0, [{priority, low}]),
    d(erlang:check_process_code(Low, no_such_module)),
    d(erlang:garbage_collect(Low)),
    exit(Low, kill),
    d(erlang:garbage_collect(Low)),
    [exit(P, kill) || P <- Busy],
    d(ok).

loop() -> loop().
d(X) -> erlang:display(X).
