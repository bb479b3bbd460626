%% SPDX-License-Identifier: Apache-2.0
%% IPv6 on the loopback: streams and datagrams.
-module(sockets_inet6).
-export([main/0]).

main() ->
    Lo = {0, 0, 0, 0, 0, 0, 0, 1},
    {ok, L} = gen_tcp:listen(0, [inet6, binary, {active, false}, {ip, Lo}]),
    {ok, {Lo, Port}} = inet:sockname(L),
    {ok, C} = gen_tcp:connect(Lo, Port, [inet6, binary, {active, false}]),
    {ok, S} = gen_tcp:accept(L),
    ok = gen_tcp:send(C, "six"),
    io:format("~p~n", [gen_tcp:recv(S, 0, 2000)]),
    {ok, {Lo, _}} = inet:peername(S),
    io:format("~p~n", [inet:getopts(L, [ipv6_v6only, tclass])]),
    {ok, U} = gen_udp:open(0, [inet6, {ip, Lo}]),
    {ok, UPort} = inet:port(U),
    {ok, V} = gen_udp:open(0, [inet6, {ip, loopback}]),
    ok = gen_udp:send(V, Lo, UPort, "datagram"),
    receive {udp, U, Lo, _, Data} -> io:format("~p~n", [Data]) after 2000 -> io:format("none~n") end,
    io:format("~p~n", [gen_tcp:connect({127, 0, 0, 1}, Port, [inet6], 1000)]),
    io:format("~p~n", [catch gen_tcp:listen(0, [inet6, {ip, {127, 0, 0, 1}}])]),
    io:format("~p~n", [catch gen_udp:send(V, {1, 2, 3}, UPort, "x")]).
