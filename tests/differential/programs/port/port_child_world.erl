%% SPDX-License-Identifier: Apache-2.0
%% Signals, session and descriptors that a program finds.
-module(port_child_world).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    Sh = fun(Script) -> hd(collect(open_port({spawn_executable, "/bin/sh"}, [{args, ["-c", Script]}]))) end,
    io:format("~s", [Sh("grep -E '^Sig(Blk|Ign|Cgt)' /proc/self/status")]),
    io:format("~s", [Sh("set -- $(cat /proc/$$/stat); test $1 = $5 && echo group leader; test $1 = $6 && echo session leader")]),
    io:format("~s", [Sh("readlink /proc/$$/fd/0 | cut -d: -f1; readlink /proc/$$/fd/1 | cut -d: -f1")]),
    io:format("~s", [Sh("echo $0")]),
    io:format("~s", [hd(collect(open_port({spawn, "sh -c 'tr \\\\0 , </proc/$$/cmdline'"}, [])))]).

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
