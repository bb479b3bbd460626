%% SPDX-License-Identifier: Apache-2.0
%% A port whose program does not read is busy: senders wait, nosuspend says so, all arrives in order.
-module(port_busy).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    Me = self(),
    P = open_port({spawn, "sleep 5"}, [binary]),
    fill(P),
    io:format("~p~n", [port_command(P, "x", [nosuspend])]),
    io:format("~p~n", [erlang:send(P, {Me, {command, "x"}}, [nosuspend])]),
    io:format("~p~n", [erlang:send_nosuspend(P, {Me, {command, "x"}})]),
    {queue_size, Q} = erlang:port_info(P, queue_size),
    io:format("~p~n", [Q >= 4096]),
    S1 = spawn_link(fun() -> P ! {Me, {command, "<bang>"}}, Me ! {self(), sent} end),
    timer:sleep(100),
    S2 = spawn_link(fun() -> R = port_command(P, "<command>"), Me ! {self(), R} end),
    timer:sleep(100),
    S3 = spawn_link(fun() -> R = erlang:send(P, {Me, {command, "<send>"}}, []), Me ! {self(), R} end),
    timer:sleep(100),
    io:format("~p~n", [[process_info(S, status) || S <- [S1, S2, S3]]]),
    io:format("~p~n", [receive {Early, M} when is_pid(Early) -> M after 0 -> none end]),
    %% other signals are not held up
    io:format("~p~n", [element(1, erlang:port_info(P, name))]),
    Killed = spawn(fun() -> port_command(P, "<killed>") end),
    timer:sleep(50),
    exit(Killed, kill),
    io:format("~p~n", [is_process_alive(Killed)]),
    port_close(P),
    io:format("~p~n", [[receive {S, Sent} -> Sent after 2000 -> none end || S <- [S1, S3]]]),
    io:format("~p~n", [receive {'EXIT', S2, {R2, _}} -> R2 after 2000 -> none end]).

fill(P) ->
    case port_command(P, binary:copy(<<"f">>, 4000), [nosuspend]) of
        true -> fill(P);
        false -> timer:sleep(100), port_command(P, "f", [nosuspend]) andalso fill(P)
    end.
