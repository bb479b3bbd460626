%% SPDX-License-Identifier: Apache-2.0
%% in and out: only one direction is there.
-module(port_in_out).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    io:format("~p~n", [collect(open_port({spawn, "echo in"}, [in, exit_status]))]),
    In = open_port({spawn, "sleep 2"}, [in]),
    io:format("~p~n", [catch port_command(In, "x")]),
    io:format("~p~n", [receive {'EXIT', In, R} -> R after 1000 -> none end]),
    Out = open_port({spawn_executable, "/bin/sh"}, [{args, ["-c", "cat >/dev/null"]}, out, exit_status]),
    true = port_command(Out, "x"),
    io:format("~p~n", [receive {'EXIT', Out, R2} -> R2; {Out, M} -> M after 300 -> none end]),
    io:format("~p~n", [port_close(Out)]),
    io:format("~p~n", [receive {'EXIT', Out, R3} -> R3; {Out, M3} -> M3 after 1000 -> none end]).

%% Everything that a port says until it has ended, data joined.
collect(Port) -> collect(Port, []).
collect(Port, Bytes) ->
    receive
        {Port, {data, More}} -> collect(Port, [Bytes, More]);
        {Port, {exit_status, Status}} -> [iolist_to_binary(Bytes), {status, Status} | collect(Port, [])];
        {Port, eof} -> [iolist_to_binary(Bytes), eof];
        {'EXIT', Port, Reason} -> [iolist_to_binary(Bytes), {exit, Reason}]
    after 5000 -> [iolist_to_binary(Bytes), timeout]
    end.
