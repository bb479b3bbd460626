%% SPDX-License-Identifier: Apache-2.0
%% A process that is killed while a native of its waits has ended for everybody, but what the native reads stays: here a
%% binary in a persistent term that is erased meanwhile.
-module(dirty_literal).
-export([main/0]).

main() ->
    Folder = filename:join("/tmp", "dirty_literal_" ++ os:getpid()),
    ok = file:make_dir(Folder),
    try run(filename:join(Folder, "fifo")) after file:del_dir_r(Folder) end.

run(Fifo) ->
    [] = os:cmd("mkfifo " ++ Fifo),
    {ok, In} = file:open(Fifo, [read, write, raw, binary]),
    Size = 1 bsl 20,
    persistent_term:put(?MODULE, {binary:copy(<<"0123456789abcdef">>, Size div 16)}),
    {P, R} = spawn_monitor(fun() ->
        {ok, Out} = file:open(Fifo, [write, raw]),
        file:write(Out, element(1, persistent_term:get(?MODULE)))
    end),
    receive after 100 -> ok end,
    exit(P, kill),
    receive {'DOWN', R, process, P, Why} -> erlang:display(Why) end,
    persistent_term:erase(?MODULE),
    %% Others come and go, so that what has died is freed and used for something else.
    lists:foreach(fun(I) ->
        persistent_term:put({?MODULE, I rem 2}, {binary:copy(<<I>>, Size)}),
        receive after 2 -> ok end
    end, lists:seq(1, 100)),
    Read = read(In, Size, []),
    erlang:display({byte_size(Read), erlang:crc32(Read)}),
    ok = file:close(In).

read(_, 0, Read) -> iolist_to_binary(lists:reverse(Read));
read(In, Left, Read) ->
    {ok, Bytes} = file:read(In, min(Left, 50000)),
    read(In, Left - byte_size(Bytes), [Bytes | Read]).
