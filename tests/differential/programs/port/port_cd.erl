%% SPDX-License-Identifier: Apache-2.0
%% {cd, Dir}: where the program starts.
-module(port_cd).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    {ok, Here} = file:get_cwd(),
    Run = fun(Options) -> hd(collect(open_port({spawn, "pwd"}, Options))) end,
    io:format("~p~n", [Run([]) =:= unicode:characters_to_binary([Here, 10])]),
    io:format("~p~n", [Run([{cd, "/"}])]),
    io:format("~p~n", [Run([{cd, "/usr"}, {cd, <<"/etc">>}])]),
    io:format("~p~n", [Run([{cd, "/usr/"}, {cd, []}]) =:= unicode:characters_to_binary([Here, 10])]),
    io:format("~p~n", [collect(open_port({spawn, "sh -c 'cd bin && pwd'"}, [{cd, "/usr"}]))]),
    io:format("~p~n", [{ok, Here} =:= file:get_cwd()]).

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
