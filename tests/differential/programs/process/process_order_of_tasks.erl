%% SPDX-License-Identifier: Apache-2.0
%% In which order a process does what others ask of it at several priorities: after eight of normal priority comes a low one.
%% With one reduction a slice it gets turns at the priority of some before all have asked.
%% not in mode: gc native_gc yield native_yield many_yield
-module(process_order_of_tasks).
-export([main/0]).

main() ->
    process_flag(priority, max),
    %% With one scheduler at work the other process gets its turn when all requests are there.
    erlang:system_flag(multi_scheduling, block),
    P = spawn(fun() -> receive never -> ok end end),
    timer:sleep(20),
    run(P, [{low, 2}, {normal, 11}, {low, 3}, {normal, 16}]),
    run(P, [{low, 2}, {normal, 21}]),
    run(P, [{normal, 3}, {high, 2}, {low, 1}, {max, 2}, {normal, 1}]),
    run(P, [{low, 3}]),
    erlang:system_flag(multi_scheduling, unblock),
    exit(P, kill).

run(P, Requests) ->
    Wanted = [{Prio, I, N} || {I, {Prio, Count}} <- lists:enumerate(Requests), N <- lists:seq(1, Count)],
    [ok = erts_internal:request_system_task(P, Prio, {garbage_collect, R, minor}) || {Prio, _, _} = R <- Wanted],
    d([receive {garbage_collect, R, Result} -> {R, Result} end || _ <- Wanted]).

d(X) -> erlang:display(X).
