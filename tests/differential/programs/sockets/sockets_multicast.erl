%% SPDX-License-Identifier: Apache-2.0
%% A group on the loopback interface.
-module(sockets_multicast).
-export([main/0]).

main() ->
    Group = {224, 0, 0, 251},
    Lo = {127, 0, 0, 1},
    {ok, R} = gen_udp:open(0, [{reuseaddr, true}, {active, false}, {add_membership, {Group, Lo}}, {multicast_if, Lo}]),
    {ok, Port} = inet:port(R),
    {ok, S} = gen_udp:open(0, [{multicast_if, Lo}, {multicast_loop, true}, {multicast_ttl, 1}]),
    ok = gen_udp:send(S, Group, Port, "to all"),
    case gen_udp:recv(R, 0, 1000) of
        {ok, {_, _, Text}} -> io:format("~p~n", [Text]);
        Other -> io:format("~p~n", [Other])
    end,
    io:format("~p~n", [inet:setopts(R, [{drop_membership, {Group, Lo}}])]),
    ok = gen_udp:send(S, Group, Port, "to none"),
    io:format("~p~n", [gen_udp:recv(R, 0, 50)]),
    io:format("~p~n", [inet:setopts(R, [{add_membership, {{0, 0, 0, 0, 0, 0, 0, 1}, 0}}])]),
    io:format("~p~n", [catch inet:setopts(R, [{add_membership, {Group, bad}}])]).
