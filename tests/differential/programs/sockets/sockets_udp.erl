%% SPDX-License-Identifier: Apache-2.0
%% Datagrams: to somebody, to who one is connected to, passive and active, and what goes wrong.
-module(sockets_udp).
-export([main/0]).

main() ->
    {ok, A} = gen_udp:open(0, [{ip, {127, 0, 0, 1}}, {active, false}, binary]),
    {ok, B} = gen_udp:open(0, [{ip, {127, 0, 0, 1}}, {active, true}]),
    {ok, PortA} = inet:port(A),
    {ok, PortB} = inet:port(B),
    ok = gen_udp:send(A, {127, 0, 0, 1}, PortB, ["to ", <<"B">>]),
    receive {udp, B, {127, 0, 0, 1}, PortA, Data} -> io:format("~p~n", [Data]) after 2000 -> io:format("none~n") end,
    ok = gen_udp:send(B, {{127, 0, 0, 1}, PortA}, "to A"),
    {ok, {{127, 0, 0, 1}, PortB, Text}} = gen_udp:recv(A, 0, 2000),
    io:format("~p~n", [Text]),
    io:format("~p ~p~n", [gen_udp:recv(A, 0, 0), gen_udp:recv(A, 0, 30)]),
    io:format("~p~n", [gen_udp:send(A, "nobody")]),
    ok = gen_udp:connect(A, {127, 0, 0, 1}, PortB),
    io:format("~p ~p~n", [gen_udp:send(A, "connected"), inet:peername(A) =:= {ok, {{127, 0, 0, 1}, PortB}}]),
    receive {udp, B, _, _, More} -> io:format("~p~n", [More]) after 2000 -> io:format("none~n") end,
    ok = inet:setopts(B, [{active, 2}, binary, {header, 2}]),
    [ok = gen_udp:send(A, T) || T <- ["abc", "d", "efg"]],
    [receive
        {udp, B, _, _, D} -> io:format("~p~n", [D]);
        {udp_passive, B} -> io:format("passive~n")
    after 2000 -> io:format("none~n") end || _ <- "123"],
    io:format("~p~n", [element(3, element(2, gen_udp:recv(B, 0, 2000)))]),
    ok = gen_udp:send(A, ""),
    io:format("~p~n", [element(3, element(2, gen_udp:recv(B, 0, 2000)))]),
    ok = gen_udp:send(A, binary:copy(<<"z">>, 20000)),
    {ok, {_, _, Long}} = gen_udp:recv(B, 0, 2000),
    io:format("~p~n", [iolist_size(Long)]),
    io:format("~p~n", [gen_udp:send(A, binary:copy(<<"z">>, 70000))]),
    Me = self(),
    spawn(fun() -> Me ! {reader, gen_udp:recv(B, 0)} end),
    timer:sleep(30),
    io:format("~p~n", [gen_udp:recv(B, 0, 10)]),
    gen_udp:close(B),
    receive {reader, Answer} -> io:format("~p~n", [Answer]) after 2000 -> io:format("none~n") end,
    ok = gen_udp:send(A, "to nobody"),
    io:format("~p~n", [gen_udp:recv(A, 0, 2000)]),
    io:format("~p~n", [inet:getstat(A, [send_cnt, send_oct, recv_cnt, recv_oct])]),
    gen_udp:close(A),
    io:format("~p ~p~n", [gen_udp:send(A, "x"), gen_udp:recv(A, 0)]),
    refused_active(),
    ancillary().

refused_active() ->
    {ok, A} = gen_udp:open(0, [{ip, {127, 0, 0, 1}}, {active, true}]),
    {ok, B} = gen_udp:open(0, [{ip, {127, 0, 0, 1}}]),
    {ok, Port} = inet:port(B),
    gen_udp:close(B),
    ok = gen_udp:connect(A, {127, 0, 0, 1}, Port),
    ok = gen_udp:send(A, "x"),
    receive {udp_error, A, Why} -> io:format("~p~n", [Why]) after 2000 -> io:format("none~n") end.

ancillary() ->
    {ok, A} = gen_udp:open(0, [{ip, {127, 0, 0, 1}}, {active, false}, {recvtos, true}, {recvttl, true}]),
    {ok, Port} = inet:port(A),
    {ok, B} = gen_udp:open(0, [{ip, {127, 0, 0, 1}}]),
    ok = gen_udp:send(B, {127, 0, 0, 1}, Port, [{tos, 16}, {ttl, 33}], "x"),
    {ok, {_, _, Said, "x"}} = gen_udp:recv(A, 0, 2000),
    io:format("~p~n", [lists:sort(Said)]),
    ok = inet:setopts(A, [{active, once}]),
    ok = gen_udp:send(B, {127, 0, 0, 1}, Port, "y"),
    receive {udp, A, _, _, Anc, Data} -> io:format("~p ~p~n", [lists:sort(Anc), Data]) after 2000 -> io:format("none~n") end.
