%% SPDX-License-Identifier: Apache-2.0
%% A process that waits for a busy port answers other signals and can be killed.
-module(port_suspended_sender).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    P = open_port({spawn, "sleep 5"}, []),
    fill(P),
    S = spawn_link(fun() -> process_flag(trap_exit, true), port_command(P, "x"), receive M -> exit({got, M}) end end),
    timer:sleep(50),
    S ! hello,
    io:format("~p ~p~n", [process_info(S, status), process_info(S, message_queue_len)]),
    io:format("~p~n", [is_process_alive(S)]),
    exit(S, kill),
    io:format("~p~n", [receive {'EXIT', S, R} -> R after 1000 -> none end]),
    T = spawn_link(fun() -> catch port_command(P, "x"), exit(went_on) end),
    timer:sleep(50),
    exit(P, foo),
    io:format("~p ~p~n", [receive {'EXIT', P, R2} -> R2 after 1000 -> none end, receive {'EXIT', T, R3} -> R3 after 1000 -> none end]).

fill(P) ->
    case port_command(P, binary:copy(<<"f">>, 4000), [nosuspend]) of
        true -> fill(P);
        false -> timer:sleep(100), port_command(P, "f", [nosuspend]) andalso fill(P)
    end.
