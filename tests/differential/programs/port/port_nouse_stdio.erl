%% SPDX-License-Identifier: Apache-2.0
%% nouse_stdio: the program reads 3 and writes 4.
-module(port_nouse_stdio).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    Args = [{args, ["-c", "read line <&3; echo got $line >&4"]}],
    Port = open_port({spawn_executable, "/bin/sh"}, [nouse_stdio | Args]),
    port_command(Port, "text\n"),
    io:format("~p~n", [collect(Port)]),
    List = "cd /proc/self/fd; for f in *; do test -e $f && echo $f; done",
    Fds = fun(Options) ->
                  hd(collect(open_port({spawn_executable, "/bin/sh"}, [{args, ["-c", List]}, exit_status | Options])))
          end,
    io:format("~p~n", [Fds([])]),
    io:format("~p~n", [Fds([in])]),
    io:format("~p~n", [Fds([stderr_to_stdout])]),
    Count = "ls -l /proc/$$/fd >&4",
    Lines = binary:split(hd(collect(open_port({spawn_executable, "/bin/sh"}, [{args, ["-c", Count]}, nouse_stdio]))), <<"\n">>, [global, trim]),
    io:format("~p~n", [[hd(binary:split(lists:nth(9, binary:split(L, <<" ">>, [global, trim_all])), <<" ">>)) || L <- tl(Lines)]]).

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
