%% SPDX-License-Identifier: Apache-2.0
%% stderr_to_stdout: both in one stream, in order.
-module(port_stderr_to_stdout).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    Args = [{args, ["-c", "echo a; echo b >&2; echo c"]}],
    io:format("~p~n", [collect(open_port({spawn_executable, "/bin/sh"}, [stderr_to_stdout | Args]))]),
    Quiet = [{args, ["-c", "exec 2>/dev/null; echo a; echo b >&2; echo c"]}],
    io:format("~p~n", [collect(open_port({spawn_executable, "/bin/sh"}, Quiet))]).

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
