%% SPDX-License-Identifier: Apache-2.0
%% {read_ahead, false}: no more is read than the packet needs, so that the rest may be read by another format, or another.
-module(sockets_read_ahead).
-export([main/0]).

main() ->
    {ok, L} = gen_tcp:listen(0, [binary, {active, false}, {ip, {127, 0, 0, 1}}]),
    {ok, Port} = inet:port(L),
    [begin
        {ok, C} = gen_tcp:connect({127, 0, 0, 1}, Port, [binary, {active, false}]),
        {ok, S} = gen_tcp:accept(L),
        ok = inet:setopts(S, [{read_ahead, Ahead}, {packet, 2}]),
        ok = gen_tcp:send(C, <<3:16, "abc", "line\n", 2:32, "xy", "rest">>),
        io:format("~p~n", [gen_tcp:recv(S, 0, 1000)]),
        ok = inet:setopts(S, [{packet, line}]),
        io:format("~p~n", [gen_tcp:recv(S, 0, 1000)]),
        ok = inet:setopts(S, [{packet, 4}]),
        io:format("~p~n", [gen_tcp:recv(S, 0, 1000)]),
        {ok, FD} = inet:getfd(S),
        {ok, Other} = gen_tcp:fdopen(FD, [binary, {active, false}]),
        io:format("~p~n", [gen_tcp:recv(Other, 0, 100)]),
        gen_tcp:close(S),
        gen_tcp:close(C)
    end || Ahead <- [false, true]].
