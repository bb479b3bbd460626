%% SPDX-License-Identifier: Apache-2.0
%% Descriptors that a program has already: the same socket behind another port; and one that is not watched for a while.
-module(sockets_descriptors).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    {ok, L} = gen_tcp:listen(0, [binary, {active, false}, {ip, {127, 0, 0, 1}}]),
    {ok, Port} = inet:port(L),
    {ok, C} = gen_tcp:connect({127, 0, 0, 1}, Port, [binary, {active, false}]),
    {ok, S} = gen_tcp:accept(L),
    {ok, FD} = inet:getfd(C),
    {ok, Same} = gen_tcp:fdopen(FD, [binary, {active, false}]),
    ok = gen_tcp:send(Same, "by another port"),
    io:format("~p~n", [gen_tcp:recv(S, 0, 1000)]),
    ok = gen_tcp:send(S, "back"),
    io:format("~p~n", [gen_tcp:recv(Same, 0, 1000)]),
    io:format("~p~n", [inet:getfd(Same) =:= {ok, FD}]),
    io:format("~p~n", [inet:peername(Same) =:= inet:peername(C)]),
    gen_tcp:close(Same),
    ok = gen_tcp:send(C, "it is open still"),
    io:format("~p~n", [gen_tcp:recv(S, 0, 1000)]),
    io:format("~p~n", [gen_tcp:fdopen(100000, [])]),
    io:format("~p~n", [prim_inet:fdopen(tcp, inet6, stream, FD)]),
    {ok, U} = gen_udp:open(0, [{ip, {127, 0, 0, 1}}]),
    {ok, UFD} = inet:getfd(U),
    {ok, U2} = gen_udp:open(0, [{fd, UFD}, {active, false}]),
    io:format("~p~n", [inet:port(U2) =:= inet:port(U)]),
    gen_udp:close(U2),
    waits_on(),
    ignored(C, S),
    io:format("~p ~p~n", [prim_inet:gettype(C), prim_inet:gettype(U)]),
    io:format("~p ~p~n", [prim_inet:getstatus(L), prim_inet:getstatus(C)]).

%% Another port that has the same descriptor takes it from who waits at it, until that asks anew.
waits_on() ->
    {ok, A} = gen_udp:open(0, [{ip, {127, 0, 0, 1}}, {active, true}]),
    {ok, Port} = inet:port(A),
    {ok, FD} = inet:getfd(A),
    {ok, B} = prim_inet:fdopen(udp, inet, dgram, FD),
    prim_inet:close(B),
    {ok, V} = gen_udp:open(0, [{ip, {127, 0, 0, 1}}]),
    ok = gen_udp:send(V, {127, 0, 0, 1}, Port, "still here"),
    io:format("~p~n", [receive {udp, A, _, _, D} -> D after 200 -> nothing end]),
    ok = inet:setopts(A, [{active, false}]),
    ok = inet:setopts(A, [{active, true}]),
    io:format("~p~n", [receive {udp, A, _, _, D2} -> D2 after 1000 -> nothing end]).

ignored(C, S) ->
    ok = inet:setopts(C, [{active, true}]),
    io:format("~p~n", [prim_inet:ignorefd(C, true)]),
    ok = gen_tcp:send(S, "not seen yet"),
    io:format("~p~n", [receive {tcp, C, D} -> D after 100 -> nothing end]),
    io:format("~p~n", [prim_inet:ignorefd(C, true)]),
    ok = gen_tcp:send(C, "queued"),
    io:format("~p~n", [gen_tcp:recv(S, 0, 50)]),
    io:format("~p~n", [prim_inet:ignorefd(C, false)]),
    io:format("~p~n", [receive {tcp, C, D2} -> D2 after 2000 -> nothing end]),
    io:format("~p~n", [gen_tcp:recv(S, 0, 2000)]),
    io:format("~p~n", [prim_inet:ignorefd(C, false)]).
