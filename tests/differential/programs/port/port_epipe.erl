%% SPDX-License-Identifier: Apache-2.0
%% Writing to a program that has stopped reading ends the port with epipe.
-module(port_epipe).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    P = open_port({spawn_executable, "/bin/sh"}, [{args, ["-c", "exec 0<&-; sleep 3"]}]),
    timer:sleep(200),
    io:format("~p~n", [port_command(P, "x")]),
    io:format("~p~n", [receive {'EXIT', P, R} -> R after 1000 -> none end]),
    io:format("~p~n", [erlang:port_info(P)]),
    Q = open_port({spawn_executable, "/bin/sh"}, [{args, ["-c", "exec 0<&-; sleep 3"]}]),
    timer:sleep(200),
    Ref = monitor(port, Q),
    Q ! {self(), {command, "x"}},
    io:format("~p~n", [receive {'DOWN', Ref, port, Q, R2} -> R2 after 1000 -> none end]).
