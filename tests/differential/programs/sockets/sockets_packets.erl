%% SPDX-License-Identifier: Apache-2.0
%% What each kind of packet makes of the same bytes, in pieces and together, active and passive.
-module(sockets_packets).
-export([main/0]).

main() ->
    {ok, L} = gen_tcp:listen(0, [binary, {active, false}, {ip, {127, 0, 0, 1}}]),
    Cases = [
        {0, <<"raw bytes">>},
        {1, <<3, "abc", 0, 2, "de">>},
        {2, <<0, 3, "abc", 0, 0, 0, 2, "de">>},
        {4, <<3:32, "abc", 0:32, 2:32, "de">>},
        {line, <<"one\ntwo\r\n\nrest\n">>},
        {asn1, <<16#30, 3, 1, 2, 3, 16#04, 16#81, 2, 9, 9>>},
        {sunrm, <<1:1, 4:31, "abcd", 0:1, 2:31, "ef">>},
        {tpkt, <<3, 0, 0, 8, "abcd", 3, 0, 0, 5, "e">>},
        {fcgi, <<1, 1, 0, 1, 0, 4, 2, 0, "abcd", 0, 0>>},
        {cdr, <<"GIOP", 1, 0, 0, 0, 3:32, "abc">>},
        {ssl_tls, <<22, 3, 1, 0, 3, "abc", 23, 3, 3, 0, 2, "de">>},
        {http, <<"GET /index?x=1 HTTP/1.1\r\nHost: a.b\r\nX-Long: one\r\n two\r\n\r\nGET * HTTP/1.0\r\n\r\n">>},
        {http_bin, <<"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nother-name: v\r\n\r\nbad line\r\n">>},
        {httph, <<"Host: x\r\n\r\n">>},
        {httph_bin, <<"Accept: y\r\nBad\r\n\r\n">>}
    ],
    [begin
        io:format("~p~n", [Packet]),
        passive(L, Packet, Bytes, fun(S) -> gen_tcp:send(S, Bytes) end),
        passive(L, Packet, Bytes, fun(S) -> [begin gen_tcp:send(S, [B]), timer:sleep(1) end || <<B>> <= Bytes] end),
        active(L, Packet, Bytes)
    end || {Packet, Bytes} <- Cases],
    bad(L).

passive(L, Packet, _, Send) ->
    {C, S} = pair(L, [{packet, Packet}]),
    Me = self(),
    Writer = spawn_link(fun() -> receive go -> ok end, Send(S), Me ! written, receive done -> ok end end),
    ok = gen_tcp:controlling_process(S, Writer),
    Writer ! go,
    receive written -> ok end,
    io:format("  ~p~n", [received(C)]),
    Writer ! done,
    gen_tcp:close(C).

received(C) ->
    case gen_tcp:recv(C, 0, 100) of
        {ok, {ssl_tls, C, A, B, D}} -> [{ssl_tls, A, B, D} | received(C)];
        {ok, Packet} -> [Packet | received(C)];
        Other -> [Other]
    end.

active(L, Packet, Bytes) ->
    {C, S} = pair(L, [{packet, Packet}]),
    ok = gen_tcp:send(S, Bytes),
    ok = inet:setopts(C, [{active, true}]),
    io:format("  ~p~n", [messages(C)]),
    gen_tcp:close(S),
    io:format("  ~p~n", [messages(C)]).

messages(C) ->
    receive
        {Kind, C, Data} -> [{Kind, Data} | messages(C)];
        {Kind, C} -> [Kind | messages(C)];
        {Kind, C, A, B, D} -> [{Kind, A, B, D} | messages(C)]
    after 100 -> []
    end.

%% Packets that are too large, or none at all.
bad(L) ->
    {C, S} = pair(L, [{packet, 4}, {packet_size, 10}]),
    ok = gen_tcp:send(S, <<11:32, "hello">>),
    io:format("~p ~p~n", [gen_tcp:recv(C, 0, 1000), gen_tcp:recv(C, 0, 1000)]),
    {C2, S2} = pair(L, [{packet, asn1}]),
    ok = gen_tcp:send(S2, <<16#1f, 16#ff, 16#ff, 16#ff, 16#ff, 16#ff, 1, 2, 3>>),
    io:format("~p~n", [gen_tcp:recv(C2, 0, 300)]),
    {C3, S3} = pair(L, [{packet, line}, {buffer, 5}]),
    ok = gen_tcp:send(S3, "longer than five\nx\n"),
    io:format("~p~n", [received(C3)]),
    {C4, S4} = pair(L, [{packet, line}, {line_delimiter, $;}]),
    ok = gen_tcp:send(S4, "one;two;"),
    io:format("~p~n", [received(C4)]).

pair(L, Options) ->
    {ok, Port} = inet:port(L),
    {ok, C} = gen_tcp:connect({127, 0, 0, 1}, Port, [binary, {active, false} | Options]),
    {ok, S} = gen_tcp:accept(L),
    {C, S}.
