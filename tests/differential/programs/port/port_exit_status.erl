%% SPDX-License-Identifier: Apache-2.0
%% exit_status: the status, 128 and the signal, 126 and 127 of the shell.
-module(port_exit_status).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    [io:format("~p~n", [collect(open_port({spawn, C}, [exit_status]))]) ||
        C <- ["true", "false", "sh -c 'exit 3'", "sh -c 'exit 255'", "sh -c 'kill -9 $$'", "sh -c 'kill -TERM $$'"]],
    [io:format("~p~n", [lists:last([a | lists:droplast(collect(open_port({spawn, C}, [exit_status, stderr_to_stdout])))])]) ||
        C <- ["no_such_program_here", "/etc/passwd", "/etc"]].

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
