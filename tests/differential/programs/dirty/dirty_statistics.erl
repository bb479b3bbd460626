%% SPDX-License-Identifier: Apache-2.0
%% alone
%% What the machine says of its dirty schedulers while they have more to do than they can.
-module(dirty_statistics).
-export([main/0]).

main() ->
    Cpus = erlang:system_info(dirty_cpu_schedulers),
    Io = erlang:system_info(dirty_io_schedulers),
    erlang:display({Io, Cpus =< erlang:system_info(schedulers), Cpus =:= erlang:system_info(dirty_cpu_schedulers_online)}),
    Computing = start(Cpus + 2, dirty_cpu),
    wait_until(fun() -> lists:nth(dirty(1), erlang:statistics(active_tasks)) =:= Cpus + 2 end),
    wait_until(fun() -> lists:nth(dirty(1), erlang:statistics(run_queue_lengths)) =:= 2 end),
    Tasks = erlang:statistics(active_tasks),
    erlang:display({lists:nth(dirty(1), Tasks) - Cpus, length(Tasks) =:= dirty(1)}),
    erlang:display(erlang:statistics(total_active_tasks) >= Cpus + 3),
    kill(Computing),
    Waiting = start(Io + 3, dirty_io),
    wait_until(fun() -> lists:nth(dirty(2), erlang:statistics(active_tasks_all)) =:= Io + 3 end),
    wait_until(fun() -> element(dirty(2), erlang:statistics(run_queues)) =:= 3 end),
    All = erlang:statistics(active_tasks_all),
    erlang:display({lists:nth(dirty(2), All), length(All) =:= dirty(2), lists:nth(dirty(2), erlang:statistics(run_queue_lengths_all))}),
    erlang:display(erlang:statistics(total_active_tasks_all) >= Io + 4),
    %% One that a thread has just taken may not say so yet.
    wait_until(fun() -> length([x || {status, running} <- [process_info(P, status) || P <- Waiting]]) =:= Io end),
    Infos = [process_info(P, [status, current_function]) || P <- Waiting],
    erlang:display([{I, length([x || J <- Infos, J =:= I])} || I <- lists:usort(Infos)]),
    kill(Waiting),
    wall_time(),
    limited(Cpus).

%% Place in a list that begins with the normal schedulers.
dirty(N) -> erlang:system_info(schedulers) + N.

start(N, F) -> [spawn(fun() -> ok = erts_debug:F(wait, 1500), done end) || _ <- lists:seq(1, N)].
%% The natives of those that have begun return later.
kill(Pids) ->
    [exit(P, kill) || P <- Pids],
    receive after 1700 -> ok end.

wall_time() ->
    false = erlang:system_flag(scheduler_wall_time, true),
    ok = erts_debug:dirty_io(wait, 200),
    Times = lists:nthtail(dirty(erlang:system_info(dirty_cpu_schedulers)), lists:sort(erlang:statistics(scheduler_wall_time_all))),
    erlang:display(length(Times)),
    Unit = erlang:convert_time_unit(100, millisecond, native),
    erlang:display([] =/= [x || {_, Busy, Total} <- Times, Busy > Unit, Busy =< Total]),
    true = erlang:system_flag(scheduler_wall_time, false).

%% One at a time.
limited(Cpus) ->
    Cpus = erlang:system_flag(dirty_cpu_schedulers_online, 1),
    Start = erlang:monotonic_time(millisecond),
    [receive {'DOWN', R, process, P, normal} -> ok end ||
        {P, R} <- [spawn_monitor(fun() -> ok = erts_debug:dirty_cpu(wait, 50) end) || _ <- [1, 2, 3, 4]]],
    erlang:display(erlang:monotonic_time(millisecond) - Start >= 200),
    1 = erlang:system_flag(dirty_cpu_schedulers_online, Cpus),
    wait_until(fun() -> erlang:system_info(dirty_cpu_schedulers_online) =:= Cpus end).

wait_until(Condition) ->
    case Condition() of
        true -> ok;
        false -> receive after 5 -> wait_until(Condition) end
    end.
