%% SPDX-License-Identifier: Apache-2.0
%% A server, a client, and what each sees of the end of the other.
-module(sockets_echo).
-export([main/0]).

main() ->
    {ok, L} = gen_tcp:listen(0, [binary, {active, false}, {ip, {127, 0, 0, 1}}, {packet, line}]),
    {ok, Port} = inet:port(L),
    spawn_link(fun() ->
        {ok, S} = gen_tcp:accept(L),
        {ok, D} = gen_tcp:recv(S, 0),
        ok = gen_tcp:send(S, [<<"echo ">>, D, "and", [32, "more" | <<"\n">>]]),
        gen_tcp:close(S)
    end),
    {ok, C} = gen_tcp:connect({127, 0, 0, 1}, Port, [binary, {active, false}]),
    {ok, {{127, 0, 0, 1}, Port}} = inet:peername(C),
    ok = gen_tcp:send(C, <<"hello\n">>),
    io:format("~p~n", [gen_tcp:recv(C, 20, 5000)]),
    io:format("~p~n", [gen_tcp:recv(C, 0, 5000)]),
    io:format("~p~n", [gen_tcp:recv(C, 0, 5000)]),
    io:format("~p~n", [gen_tcp:send(C, "x")]),
    io:format("~p~n", [gen_tcp:send(C, "x")]),
    io:format("~p ~p~n", [inet:peername(C), gen_tcp:close(C)]),
    io:format("~p ~p~n", [gen_tcp:recv(C, 0), gen_tcp:close(C)]),
    gen_tcp:close(L),
    io:format("~p~n", [gen_tcp:connect({127, 0, 0, 1}, Port, [], 5000)]).
