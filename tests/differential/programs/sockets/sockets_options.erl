%% SPDX-License-Identifier: Apache-2.0
%% Options are what they were set to, or what they are by default.
-module(sockets_options).
-export([main/0]).

main() ->
    {ok, L} = gen_tcp:listen(0, [{ip, {127, 0, 0, 1}}, {reuseaddr, true}, {backlog, 3}, {tos, 16}, {priority, 3}]),
    Tcp = [active, buffer, delay_send, deliver, dontroute, exit_on_close, exclusiveaddruse, header, high_msgq_watermark,
           high_watermark, keepalive, linger, line_delimiter, low_msgq_watermark, low_watermark, mode, nodelay, packet,
           packet_size, priority, reuseaddr, reuseport, reuseport_lb, send_timeout, send_timeout_close, show_econnreset, tos,
           read_packets, debug, read_ahead, nopush, netns, bind_to_device, ttl, recvtos, recvttl],
    [io:format("~p ~p~n", [O, inet:getopts(L, [O])]) || O <- Tcp],
    Set = [{active, false}, {delay_send, true}, {deliver, port}, {exit_on_close, false}, {header, 3}, {high_msgq_watermark, 9000},
           {high_watermark, 100}, {low_watermark, 200}, {high_watermark, 150}, {keepalive, true}, {linger, {true, 5}},
           {mode, binary}, {nodelay, true}, {packet, 4}, {packet_size, 77}, {priority, 2}, {send_timeout, 100},
           {send_timeout, infinity}, {send_timeout_close, true}, {show_econnreset, true}, {tos, 8}, {buffer, 0}, {buffer, 4000},
           {read_packets, 3}, {active, once}, {active, 7}, {active, false}, {high_msgq_watermark, 0}, {low_msgq_watermark, 10},
           {line_delimiter, 10}, {packet, 3}, {packet, raw}, {read_ahead, false}, {ttl, 77}, {nopush, true}, {reuseport, true}],
    [io:format("~p ~p ~p~n", [O, inet:setopts(L, [O]), inet:getopts(L, [element(1, O)])]) || O <- Set],
    io:format("~p~n", [inet:getopts(L, [tos, priority, low_watermark, high_watermark])]),
    io:format("~p~n", [inet:getopts(L, [{raw, 1, 2, 4}, {raw, 1, 2, <<0:32>>}, {raw, 6, 1, 4}])]),
    io:format("~p~n", [inet:setopts(L, [{raw, 6, 1, <<0:32/native>>}])]),
    io:format("~p~n", [inet:getopts(L, [nodelay])]),
    io:format("~p~n", [inet:getopts(L, [{raw, 99, 99, 4}, keepalive])]),
    [io:format("~p ~p~n", [O, catch inet:setopts(L, [O])]) || O <- [{active, maybe_}, {nothing, 1}, nothing, {packet, 5}, {header, -1},
        {active, 40000}, {linger, true}, {raw, 1, 2, 3}]],
    io:format("~p ~p~n", [catch inet:getopts(L, [nothing]), catch inet:getopts(L, [multicast_ttl])]),
    udp(),
    inherited().

udp() ->
    {ok, U} = gen_udp:open(0, [{ip, {127, 0, 0, 1}}]),
    [io:format("~p ~p~n", [O, inet:getopts(U, [O])]) || O <- [active, read_packets, broadcast, multicast_loop, multicast_ttl, mode,
        high_watermark, delay_send, linger, header, packet, low_msgq_watermark, reuseaddr, add_membership]],
    [io:format("~p ~p ~p~n", [O, inet:setopts(U, [O]), catch inet:getopts(U, [element(1, O)])]) || O <- [{read_packets, 0},
        {read_packets, 9}, {broadcast, true}, {multicast_loop, false}, {multicast_ttl, 4}, {recvtos, true}, {recvttl, true},
        {header, 1}]].

%% What an accepted socket has from the one that listens.
inherited() ->
    {ok, L} = gen_tcp:listen(0, [{ip, {127, 0, 0, 1}}, binary, {packet, 2}, {active, once}, {nodelay, true}, {keepalive, true},
        {header, 2}, {send_timeout, 5000}, {high_watermark, 20000}, {low_watermark, 10000}, {packet_size, 50}, {buffer, 2000},
        {exit_on_close, false}, {linger, {true, 2}}, {show_econnreset, true}, {delay_send, true}, {priority, 1}, {tos, 4},
        {high_msgq_watermark, 5000}]),
    {ok, Port} = inet:port(L),
    {ok, C} = gen_tcp:connect({127, 0, 0, 1}, Port, []),
    {ok, S} = gen_tcp:accept(L),
    io:format("~p~n", [inet:getopts(S, [packet, active, nodelay, keepalive, header, send_timeout, high_watermark, low_watermark,
        packet_size, buffer, exit_on_close, linger, show_econnreset, delay_send, mode, priority, tos, high_msgq_watermark,
        low_msgq_watermark])]),
    gen_tcp:close(C).
