%% SPDX-License-Identifier: Apache-2.0
%% eof: the port stays open at the end of the output.
-module(port_eof).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    Port = open_port({spawn, "echo x"}, [eof, exit_status]),
    io:format("~p~n", [collect(Port)]),
    io:format("~p~n", [erlang:port_info(Port, name)]),
    io:format("~p~n", [port_close(Port)]),
    io:format("~p~n", [receive {'EXIT', Port, R} -> R after 1000 -> none end]),
    Other = open_port({spawn, "printf 'a\nb'"}, [eof, {line, 10}]),
    io:format("~p~n", [[receive {Other, M} -> M after 2000 -> none end || _ <- [1, 2, 3]]]),
    port_close(Other).

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
