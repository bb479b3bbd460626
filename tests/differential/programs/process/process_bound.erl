%% SPDX-License-Identifier: Apache-2.0
%% Processes that are bound to a scheduler run there and nowhere else: by spawn_opt and process_flag, after messages,
%% timers, file operations and collections, with others that are not bound; with a scheduler that is offline, or while
%% multi-scheduling is blocked, they wait. Holds with any number of schedulers.
%% alone
-module(process_bound).
-export([main/0]).

main() ->
    Last = erlang:system_info(schedulers),
    All = lists:seq(1, Last),
    io:format("spawned ~p~n", [[S || S <- All, bound(S, fun() -> ids(100) end) =/= [S]]]),
    io:format("moved ~p~n", [[S || S <- All, bound(S, fun() -> {process_flag(scheduler, Last), ids(100)} end) =/= {S, [Last]}]]),
    io:format("at once ~p~n", [bound(1, fun() -> moves(All, 100) end)]),
    io:format("let go ~p~n", [bound(Last, fun() -> [process_flag(scheduler, 0) =:= Last, process_flag(scheduler, 0), child()] end)]),
    io:format("bad ~p~n", [[bad(N) || N <- [-1, Last + 1, a, 1.0, 1 bsl 70]]]),
    io:format("timers ~p~n", [bound(Last, fun() -> [receive after 1 -> here(Last) end || _ <- lists:seq(1, 10)] end)]),
    io:format("files ~p~n", [bound(Last, fun() -> [begin {error, enoent} = file:read_file("/no/such/file"), here(Last) end || _ <- lists:seq(1, 10)] end)]),
    io:format("collections ~p~n", [bound(Last, fun() -> [begin garbage_collect(), here(Last) end || _ <- lists:seq(1, 10)] end)]),
    io:format("messages ~p~n", [messages(All)]),
    io:format("busy ~p~n", [busy(All)]),
    io:format("offline ~p~n", [waits(Last, fun() -> erlang:system_flag(schedulers_online, 1) end,
                                     fun(N) -> erlang:system_flag(schedulers_online, N) end)]),
    io:format("blocked ~p~n", [waits(Last, fun() -> erlang:system_flag(multi_scheduling, block) end,
                                     fun(blocked) -> erlang:system_flag(multi_scheduling, unblock) end)]),
    io:format("blocked normal ~p~n", [waits(Last, fun() -> erlang:system_flag(multi_scheduling, block_normal) end,
                                            fun(blocked_normal) -> erlang:system_flag(multi_scheduling, unblock_normal) end)]),
    ok.

here(S) -> erlang:system_info(scheduler_id) =:= S.

ids(N) -> lists:usort([begin erlang:yield(), erlang:system_info(scheduler_id) end || _ <- lists:seq(1, N)]).

bound(S, F) ->
    {Pid, Ref} = spawn_opt(fun() -> exit({is, F()}) end, [monitor, {scheduler, S}]),
    receive {'DOWN', Ref, process, Pid, {is, X}} -> X end.

%% It is there when process_flag has returned.
moves(All, N) ->
    lists:usort([begin process_flag(scheduler, S), here(S) end || _ <- lists:seq(1, N), S <- All]).

%% A child is not bound.
child() ->
    {Pid, Ref} = spawn_monitor(fun() -> exit({is, process_flag(scheduler, 0)}) end),
    receive {'DOWN', Ref, process, Pid, {is, X}} -> X end.

bad(N) ->
    try process_flag(scheduler, N) catch error:E1 -> E1 end =:=
        try spawn_opt(fun() -> ok end, [{scheduler, N}]) catch error:E2 -> E2 end.

%% A message goes round a ring of one process for each scheduler.
messages(All) ->
    Me = self(),
    Pids = [spawn_opt(fun() -> ring(S, []) end, [{scheduler, S}]) || S <- All],
    [First | _] = Pids,
    First ! {round, 100, Pids, Pids, Me},
    lists:usort([receive {Pid, Ids} -> Ids =:= [S] end || {S, Pid} <- lists:zip(All, Pids)]).

ring(S, Seen) ->
    Now = lists:usort([erlang:system_info(scheduler_id) | Seen]),
    receive
        {round, 0, _, Pids, Me} ->
            [P ! {stop, Me} || P <- Pids],
            ring(S, Now);
        {round, N, [_], [First | _] = Pids, Me} ->
            First ! {round, N - 1, Pids, Pids, Me},
            ring(S, Now);
        {round, N, [_, Next | Rest], Pids, Me} ->
            Next ! {round, N, [Next | Rest], Pids, Me},
            ring(S, Now);
        {stop, Me} -> Me ! {self(), Now}
    end.

%% Many at once on each, and as many that are free: all come to their end.
busy(All) ->
    Work = fun(S) -> fun() -> exit({S, count(20000), ids(20)}) end end,
    Refs = [{S, element(2, spawn_opt(Work(S), [monitor | Options]))}
            || _ <- lists:seq(1, 20), S <- All, Options <- [[{scheduler, S}], []]],
    Ends = [receive {'DOWN', Ref, process, _, {S, 0, Ids}} -> {S, Ids} end || {S, Ref} <- Refs],
    Bound = [E || {N, E} <- lists:enumerate(Ends), N rem 2 =:= 1],
    lists:all(fun({S, Ids}) -> Ids =:= [S] end, Bound).

count(0) -> 0;
count(N) -> count(N - 1).

%% Nothing comes from a process on the last scheduler, if that is not the first, until it may run.
waits(1, _, _) -> {true, true, true};
waits(Last, Close, Open) ->
    Was = Close(),
    {Pid, Ref} = spawn_opt(fun() -> exit({is, erlang:system_info(scheduler_id)}) end, [monitor, {scheduler, Last}]),
    Early = receive {'DOWN', Ref, process, Pid, _} -> false after 100 -> true end,
    Open(Was),
    There = receive {'DOWN', Ref, process, Pid, {is, X}} -> X =:= Last end,
    {Early, There, bound(Last, fun() -> ids(10) end) =:= [Last]}.
