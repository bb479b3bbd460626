%% SPDX-License-Identifier: Apache-2.0
%% The status comes with the end of the output, though the program has ended long before.
-module(port_exit_status_late).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    Port = open_port({spawn_executable, "/bin/sh"}, [{args, ["-c", "(sleep 0.4; echo late) & exit 7"]}, exit_status]),
    io:format("~p~n", [messages(Port)]),
    Closed = open_port({spawn_executable, "/bin/sh"}, [{args, ["-c", "exec >&-; sleep 0.3; exit 8"]}, exit_status]),
    io:format("~p~n", [messages(Closed)]),
    Unasked = open_port({spawn_executable, "/bin/sh"}, [{args, ["-c", "exec >&-; sleep 0.3; exit 9"]}]),
    io:format("~p~n", [messages(Unasked)]).

%% All messages up to the end of the port, its name taken out.
messages(Port) ->
    receive
        {Port, What} -> [What | messages(Port)];
        {'EXIT', Port, Reason} -> [{exit, Reason}]
    after 5000 -> [timeout]
    end.
