%% SPDX-License-Identifier: Apache-2.0
%% {args, _} and {arg0, _}: one element of the list, one argument; nobody expands anything.
-module(port_args).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    Show = ["-c", "printf '[%s]' \"$0\" \"$@\""],
    Run = fun(Options) -> io:format("~p~n", [collect(open_port({spawn_executable, "/bin/sh"}, Options))]) end,
    Run([{args, Show ++ ["a", "b c", <<"d\ne">>, [], "*", "$HOME", "f'g\"h", atom]}]),
    Run([{args, Show ++ [[229, 228, 246]]}, binary]),
    Run([{args, Show ++ [<<195, 165>>]}, binary]),
    Run([{args, ["-c", "cat /proc/$$/cmdline | tr '\\0' ,"]}]),
    Run([{args, ["-c", "cat /proc/$$/cmdline | tr '\\0' ,"]}, {arg0, "other name"}]),
    Run([{arg0, "other"}, {args, ["-c", "cat /proc/$$/cmdline | tr '\\0' ,"]}]).

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
