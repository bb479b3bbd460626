%% SPDX-License-Identifier: Apache-2.0
%% {deliver, port}: data as other ports tell it.
-module(sockets_deliver_port).
-export([main/0]).

main() ->
    {ok, L} = gen_tcp:listen(0, [{active, false}, {ip, {127, 0, 0, 1}}]),
    {ok, Port} = inet:port(L),
    {ok, C} = gen_tcp:connect({127, 0, 0, 1}, Port, [binary, {active, true}, {packet, 1}, {deliver, port}]),
    {ok, S} = gen_tcp:accept(L),
    Show = fun() -> receive {C, {data, D}} -> io:format("~p~n", [D]); M -> io:format("~p~n", [element(1, M)]) after 1000 -> io:format("none~n") end end,
    ok = gen_tcp:send(S, [3, "abc", 4, "defg"]),
    Show(),
    Show(),
    ok = inet:setopts(C, [{header, 2}]),
    ok = gen_tcp:send(S, [3, "abc", 1, "d"]),
    Show(),
    Show(),
    ok = inet:setopts(C, [list, {active, once}]),
    ok = gen_tcp:send(S, [3, "abc", 1, "d"]),
    Show(),
    io:format("~p~n", [inet:getopts(C, [active])]),
    {ok, U} = gen_udp:open(0, [{ip, {127, 0, 0, 1}}, binary, {deliver, port}]),
    {ok, UPort} = inet:port(U),
    {ok, V} = gen_udp:open(0, [{ip, {127, 0, 0, 1}}]),
    ok = gen_udp:send(V, {127, 0, 0, 1}, UPort, "datagram"),
    receive
        {U, {data, <<1, _:16, 127, 0, 0, 1, Rest/binary>>}} -> io:format("~p~n", [Rest]);
        Other -> io:format("~p~n", [tuple_size(Other)])
    after 1000 -> io:format("none~n")
    end.
