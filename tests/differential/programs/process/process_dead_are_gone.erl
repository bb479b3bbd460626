%% SPDX-License-Identifier: Apache-2.0
%% Who has been told that a process is dead, by a monitor or by a link, finds it neither listed nor counted nor alive.
-module(process_dead_are_gone).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    Before = erlang:system_info(process_count),
    Seen = [round_(20) || _ <- lists:seq(1, 100)],
    io:format("~p~n", [lists:usort(lists:append(Seen))]),
    io:format("~p~n", [erlang:system_info(process_count) - Before]).

round_(N) ->
    Count = erlang:system_info(process_count),
    Body = fun() -> receive stop -> ok end end,
    Monitored = [spawn_monitor(Body) || _ <- lists:seq(1, N)],
    Linked = [spawn_link(Body) || _ <- lists:seq(1, N)],
    More = erlang:system_info(process_count) - Count,
    [P ! stop || {P, _} <- Monitored],
    [P ! stop || P <- Linked],
    First = [receive {'DOWN', R, process, P, normal} -> seen(P) end || {P, R} <- Monitored],
    Second = [receive {'EXIT', P, normal} -> seen(P) end || P <- Linked],
    [{more, More}, {left, erlang:system_info(process_count) - Count} | First ++ Second].

seen(P) -> {lists:member(P, processes()), is_process_alive(P), process_info(P)}.
