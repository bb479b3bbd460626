%% SPDX-License-Identifier: Apache-2.0
%% A program's output, as lists and as binaries.
-module(port_spawn_output).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    io:format("~p~n", [collect(open_port({spawn, "echo hello"}, []))]),
    io:format("~p~n", [collect(open_port({spawn, "echo hello"}, [binary]))]),
    io:format("~p~n", [collect(open_port({spawn, <<"printf 'a b'">>}, [exit_status]))]),
    io:format("~p~n", [collect(open_port({spawn, true}, [exit_status]))]),
    Port = open_port({spawn, "printf abc"}, []),
    receive {Port, {data, Data}} -> io:format("~w~n", [Data]) end.

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
