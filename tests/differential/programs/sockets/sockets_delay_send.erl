%% SPDX-License-Identifier: Apache-2.0
%% {delay_send, true}: what is sent goes when the process has had its turn, in one piece.
-module(sockets_delay_send).
-export([main/0]).

main() ->
    {ok, L} = gen_tcp:listen(0, [binary, {active, false}, {ip, {127, 0, 0, 1}}]),
    {ok, Port} = inet:port(L),
    {ok, C} = gen_tcp:connect({127, 0, 0, 1}, Port, [binary, {active, false}, {delay_send, true}]),
    {ok, S} = gen_tcp:accept(L),
    [ok = gen_tcp:send(C, [N]) || N <- lists:seq(1, 100)],
    {ok, Got} = gen_tcp:recv(S, 100, 5000),
    io:format("~p~n", [Got =:= list_to_binary(lists:seq(1, 100))]),
    ok = gen_tcp:send(C, binary:copy(<<"y">>, 3000000)),
    Me = self(),
    spawn_link(fun() -> Me ! {read, read(S, 0)} end),
    io:format("~p~n", [gen_tcp:send(C, "end")]),
    io:format("~p~n", [gen_tcp:shutdown(C, write)]),
    receive {read, Size} -> io:format("~p~n", [Size]) end.

read(S, N) ->
    case gen_tcp:recv(S, 0) of
        {ok, Data} -> read(S, N + byte_size(Data));
        {error, closed} -> N
    end.
