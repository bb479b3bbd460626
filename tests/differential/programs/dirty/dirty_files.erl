%% SPDX-License-Identifier: Apache-2.0
%% What waits in a system call keeps no scheduler: with one of them online, another process writes what a reader waits for, and
%% ticks meanwhile.
-module(dirty_files).
-export([main/0]).

main() ->
    _ = erlang:system_flag(schedulers_online, 1),
    Folder = filename:join("/tmp", "dirty_files_" ++ os:getpid()),
    ok = file:make_dir(Folder),
    try run(Folder) after file:del_dir_r(Folder) end.

run(Folder) ->
    Fifo = filename:join(Folder, "fifo"),
    [] = os:cmd("mkfifo " ++ Fifo),
    opening(Fifo),
    whole(Fifo),
    slow_reader(Fifo),
    killed(Fifo),
    large(filename:join(Folder, "large")).

%% Opening waits for the other end, reading for its bytes.
opening(Fifo) ->
    Me = self(),
    spawn_link(fun() ->
        {ok, In} = file:open(Fifo, [read, raw, binary]),
        Me ! opened,
        First = file:read(In, 5),
        Me ! {read, First, file:read(In, 100), file:read(In, 1)},
        ok = file:close(In)
    end),
    ticks(20),
    {ok, Out} = file:open(Fifo, [write, raw]),
    receive opened -> erlang:display(opened) end,
    ok = file:write(Out, "hel"),
    ticks(20),
    ok = file:write(Out, "lo, world"),
    ok = file:close(Out),
    receive {read, A, B, C} -> erlang:display({A, B, C}) end.

whole(Fifo) ->
    Me = self(),
    spawn_link(fun() -> Me ! {whole, prim_file:read_file(Fifo)} end),
    ticks(20),
    {ok, Out} = file:open(Fifo, [write, raw]),
    ok = file:write(Out, lists:duplicate(1000, "0123456789")),
    ok = file:close(Out),
    receive {whole, {ok, Bytes}} -> erlang:display({byte_size(Bytes), erlang:crc32(Bytes)}) end.

%% More than the pipe holds.
slow_reader(Fifo) ->
    Me = self(),
    spawn_link(fun() ->
        {ok, Out} = file:open(Fifo, [write, raw]),
        Me ! {written, file:write(Out, binary:copy(<<"0123456789abcdef">>, 1 bsl 16))},
        ok = file:close(Out)
    end),
    {ok, In} = file:open(Fifo, [read, raw, binary]),
    ticks(20),
    receive {written, _} -> erlang:display(too_early) after 0 -> ok end,
    erlang:display(count(In, 0)),
    receive {written, Result} -> erlang:display(Result) end,
    ok = file:close(In).

count(In, N) ->
    case file:read(In, 100000) of
        {ok, Bytes} -> count(In, N + byte_size(Bytes));
        eof -> N
    end.

%% Who waits in the system is gone for the others at once.
killed(Fifo) ->
    {P, Ref} = spawn_monitor(fun() -> file:open(Fifo, [read, raw]) end),
    ticks(20),
    {_, {prim_file, open_nif, 2}} = process_info(P, current_function),
    exit(P, kill),
    receive {'DOWN', Ref, process, P, Why} -> erlang:display(Why) end,
    {ok, _} = file:open(Fifo, [read, write, raw]),
    ok.

%% Large reads and writes of an ordinary file.
large(Name) ->
    Bytes = binary:copy(<<"0123456789abcdef">>, 1 bsl 17),
    Size = byte_size(Bytes),
    ok = file:write_file(Name, Bytes),
    {ok, Bytes} = file:read_file(Name),
    {ok, F} = file:open(Name, [read, write, raw, binary]),
    {ok, Bytes} = file:read(F, Size),
    eof = file:read(F, 1),
    {ok, 16} = file:position(F, 16),
    {ok, Rest} = file:read(F, 2 * Size),
    {ok, Middle} = file:pread(F, 1000, Size div 2),
    ok = file:pwrite(F, Size, [Bytes, Bytes]),
    ok = file:datasync(F),
    ok = file:sync(F),
    cold(F, Bytes),
    {ok, 1000} = file:position(F, 1000),
    ok = file:truncate(F),
    {ok, {_, Short}} = {ok, {F, file:pread(F, 0, Size)}},
    ok = file:close(F),
    erlang:display({byte_size(Rest), erlang:crc32(Middle), byte_size(element(2, Short))}),
    erlang:display(file:read_file_info(Name) =/= {error, enoent}).

%% What is not in memory is read all the same, once, from where the file is.
cold(F, Bytes) ->
    ok = file:advise(F, 0, 0, dont_need),
    {ok, 0} = file:position(F, 0),
    true = Bytes =:= iolist_to_binary(pieces(F, byte_size(Bytes), 33333)),
    ok = file:advise(F, 0, 1000000, dont_need),
    {ok, Half} = file:pread(F, 0, 1000000),
    {ok, Other} = file:pread(F, 500000, 1000000),
    erlang:display({byte_size(Half), erlang:crc32(Other)}).

pieces(_, 0, _) -> [];
pieces(F, Left, Size) ->
    {ok, Piece} = file:read(F, min(Left, Size)),
    [Piece | pieces(F, Left - byte_size(Piece), Size)].

%% Proves that others run.
ticks(N) ->
    Me = self(),
    spawn_link(fun() -> [receive after 1 -> ok end || _ <- lists:seq(1, N)], Me ! ticked end),
    receive ticked -> ok after 5000 -> erlang:display(no_ticks) end.
