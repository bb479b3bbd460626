%% SPDX-License-Identifier: Apache-2.0
%% Sockets of the local family: by a path, by an abstract name, without a name.
-module(sockets_local).
-export([main/0]).

main() ->
    Path = filename:join(os:getenv("TMPDIR", "/tmp"), "gleamr_" ++ os:getpid()),
    file:delete(Path),
    {ok, L} = gen_tcp:listen(0, [{ifaddr, {local, Path}}, {active, false}]),
    io:format("~p~n", [inet:sockname(L) =:= {ok, {local, list_to_binary(Path)}}]),
    {ok, C} = gen_tcp:connect({local, Path}, 0, [{active, false}]),
    {ok, S} = gen_tcp:accept(L),
    ok = gen_tcp:send(C, "local"),
    io:format("~p~n", [gen_tcp:recv(S, 0, 2000)]),
    io:format("~p ~p~n", [inet:peername(S), inet:sockname(C)]),
    gen_tcp:close(L),
    io:format("~p~n", [gen_tcp:connect({local, Path}, 0, [], 1000)]),
    ok = file:delete(Path),
    io:format("~p~n", [gen_tcp:connect({local, Path}, 0, [], 1000)]),
    Abstract = <<0, "gleamr ", (list_to_binary(os:getpid()))/binary>>,
    {ok, L2} = gen_tcp:listen(0, [{ifaddr, {local, Abstract}}, {active, false}]),
    io:format("~p~n", [inet:sockname(L2) =:= {ok, {local, Abstract}}]),
    {ok, _} = gen_tcp:connect({local, Abstract}, 0, []),
    {ok, A} = gen_udp:open(0, [{ifaddr, {local, Path}}]),
    {ok, B} = gen_udp:open(0, [local]),
    ok = gen_udp:send(B, {local, Path}, 0, "datagram"),
    receive {udp, A, From, Port, Data} -> io:format("~p ~p ~p~n", [From, Port, Data]) after 2000 -> io:format("none~n") end,
    ok = inet:setopts(A, [{active, false}]),
    ok = gen_udp:send(B, {local, Path}, 0, "passive"),
    io:format("~p~n", [gen_udp:recv(A, 0, 2000)]),
    ok = file:delete(Path),
    io:format("~p~n", [gen_udp:send(B, {local, Path}, 0, "x")]),
    io:format("~p~n", [catch gen_tcp:listen(0, [{ifaddr, {local, lists:duplicate(200, $x)}}])]).
