%% SPDX-License-Identifier: Apache-2.0
%% What is told of schedulers, by their number, which the machine and its modes choose.
%% not in mode: many many_yield
-module(process_schedulers).
-export([main/0]).

main() ->
    N = erlang:system_info(schedulers),
    d({info, [{I, erlang:system_info(I)} || I <- [schedulers, schedulers_online, schedulers_active, schedulers_total,
        schedulers_state, all_schedulers_state, scheduler_bindings, scheduler_bind_type, dirty_cpu_schedulers,
        dirty_cpu_schedulers_online, dirty_io_schedulers, run_queues, logical_processors]]}),
    Id = erlang:system_info(scheduler_id),
    d({id, Id >= 1 andalso Id =< N}),
    d({lengths, [length(erlang:statistics(I)) || I <- [run_queue_lengths, run_queue_lengths_all, active_tasks, active_tasks_all]],
       tuple_size(erlang:statistics(run_queues))}),
    d({totals, [erlang:statistics(I) >= Least || {I, Least} <- [{run_queue, 0}, {total_run_queue_lengths, 0},
        {total_run_queue_lengths_all, 0}, {total_active_tasks, 1}, {total_active_tasks_all, 1}]]}),
    d({online, erlang:system_flag(schedulers_online, 1), erlang:system_info(schedulers_online),
       erlang:system_info(schedulers_active), erlang:system_info(schedulers_state)}),
    d({online, erlang:system_flag(schedulers_online, N), erlang:system_info(schedulers_online)}),
    [d({bad, Flag, Value, catch_badarg(fun() -> erlang:system_flag(Flag, Value) end)}) ||
        {Flag, Value} <- [{schedulers_online, 0}, {schedulers_online, N + 1}, {schedulers_online, x},
                          {dirty_cpu_schedulers_online, 0}, {dirty_cpu_schedulers_online, 1000}, {scheduler_wall_time, x}]],
    d({flag, process_flag(scheduler, N), process_flag(scheduler, 0), process_flag(scheduler, 0)}),
    d({flag, catch_badarg(fun() -> process_flag(scheduler, N + 1) end), catch_badarg(fun() -> process_flag(scheduler, -1) end)}),
    {_, M} = spawn_opt(fun() -> exit({bound, process_flag(scheduler, 0)}) end, [monitor, {scheduler, N}]),
    d(receive {'DOWN', M, _, _, Reason} -> Reason end),
    d(catch_badarg(fun() -> spawn_opt(fun() -> ok end, [{scheduler, N + 1}]) end)),
    wall_time().

wall_time() ->
    d({off, erlang:statistics(scheduler_wall_time), erlang:statistics(scheduler_wall_time_all)}),
    d(erlang:system_flag(scheduler_wall_time, true)),
    d(erlang:system_flag(scheduler_wall_time, true)),
    Before = busy(),
    lists:foldl(fun(I, A) -> (I * A) rem 1000003 + 1 end, 1, lists:seq(1, 300000)),
    d({grows, busy() > Before}),
    Times = lists:sort(erlang:statistics(scheduler_wall_time)),
    d([Number || {Number, Busy, Total} <- Times, Busy >= 0, Busy =< Total]),
    d(length(erlang:statistics(scheduler_wall_time_all))),
    d([erlang:system_flag(scheduler_wall_time, false) || _ <- [1, 2, 3]]),
    d({off, erlang:statistics(scheduler_wall_time)}).

busy() -> lists:sum([Busy || {_, Busy, _} <- erlang:statistics(scheduler_wall_time)]).

catch_badarg(F) -> try F() catch error:badarg -> badarg end.
d(X) -> erlang:display(X).
