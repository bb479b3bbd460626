%% SPDX-License-Identifier: Apache-2.0
%% The lengths that the machine puts in front of what is sent, and options that change in between.
-module(sockets_send_packets).
-export([main/0]).

main() ->
    {ok, L} = gen_tcp:listen(0, [binary, {active, false}, {ip, {127, 0, 0, 1}}]),
    {ok, Port} = inet:port(L),
    {ok, C} = gen_tcp:connect({127, 0, 0, 1}, Port, [binary, {active, false}]),
    {ok, S} = gen_tcp:accept(L),
    [begin ok = inet:setopts(S, [{packet, P}]), ok = gen_tcp:send(S, Data) end
        || P <- [1, 2, 4, 0, line], Data <- ["abc", []]],
    io:format("~p~n", [gen_tcp:recv(C, 23, 2000)]),
    io:format("~p~n", [gen_tcp:recv(C, 0, 50)]),
    ok = gen_tcp:send(C, "12345678"),
    io:format("~p~n", [gen_tcp:recv(S, 3, 2000)]),
    ok = inet:setopts(S, [{packet, 0}]),
    io:format("~p~n", [gen_tcp:recv(S, 3, 2000)]),
    io:format("~p~n", [gen_tcp:unrecv(S, "ab")]),
    io:format("~p~n", [gen_tcp:recv(S, 0, 2000)]),
    io:format("~p~n", [gen_tcp:recv(S, 4, 50)]),
    ok = gen_tcp:send(C, "90"),
    io:format("~p~n", [gen_tcp:recv(S, 0, 2000)]),
    io:format("~p~n", [gen_tcp:send(S, ["ok", <<>>, [[]]])]),
    io:format("~p~n", [gen_tcp:recv(C, 0, 2000)]),
    io:format("~p~n", [inet:getstat(S, [recv_cnt, recv_oct, recv_max, send_cnt, send_oct, send_max, send_avg, send_pend])]),
    io:format("~p ~p~n", [erlang:port_info(S, name), element(2, erlang:port_info(S, input))]).
