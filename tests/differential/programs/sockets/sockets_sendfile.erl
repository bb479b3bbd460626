%% SPDX-License-Identifier: Apache-2.0
%% file:sendfile/5, between other data.
-module(sockets_sendfile).
-export([main/0]).

main() ->
    Path = filename:join(os:getenv("TMPDIR", "/tmp"), "gleamr_sendfile_" ++ os:getpid()),
    Bytes = << <<(N rem 251)>> || N <- lists:seq(1, 3000000) >>,
    ok = file:write_file(Path, Bytes),
    {ok, L} = gen_tcp:listen(0, [binary, {active, false}, {ip, {127, 0, 0, 1}}]),
    {ok, Port} = inet:port(L),
    Me = self(),
    spawn_link(fun() ->
        {ok, S} = gen_tcp:accept(L),
        {ok, Rest} = read(S, []),
        Me ! {got, erlang:md5(Rest), byte_size(Rest)}
    end),
    {ok, C} = gen_tcp:connect({127, 0, 0, 1}, Port, [binary, {active, false}]),
    ok = gen_tcp:send(C, "before"),
    {ok, F} = file:open(Path, [raw, read, binary]),
    io:format("~p~n", [file:sendfile(F, C, 0, 0, [])]),
    io:format("~p~n", [file:sendfile(F, C, 10, 20, [])]),
    io:format("~p~n", [file:sendfile(F, C, 2999990, 20, [])]),
    ok = gen_tcp:send(C, "after"),
    gen_tcp:close(C),
    Expected = iolist_to_binary(["before", Bytes, binary:part(Bytes, 10, 20), binary:part(Bytes, 2999990, 10), "after"]),
    receive {got, Md5, Size} -> io:format("~p ~p~n", [Size, Md5 =:= erlang:md5(Expected)]) end,
    io:format("~p~n", [file:sendfile(F, C, 0, 0, [])]),
    io:format("~p~n", [file:sendfile(Path ++ ".none", C)]),
    file:close(F),
    file:delete(Path).

read(S, Read) ->
    case gen_tcp:recv(S, 0) of
        {ok, Data} -> read(S, [Read, Data]);
        {error, closed} -> {ok, iolist_to_binary(Read)}
    end.
