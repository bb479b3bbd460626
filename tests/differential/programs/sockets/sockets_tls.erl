%% SPDX-License-Identifier: Apache-2.0
%% not in mode: gc native_gc
%% OTP's ssl, whose transport is gen_tcp.
-module(sockets_tls).
-export([main/0]).

main() ->
    {ok, _} = application:ensure_all_started(ssl),
    Key = [{key, {rsa, 2048, 65537}}],
    Chain = #{root => Key, intermediates => [], peer => Key},
    #{server_config := Server} = public_key:pkix_test_data(#{server_chain => Chain, client_chain => Chain}),
    [begin
        {ok, L} = ssl:listen(0, [{active, false}, binary, {versions, [Version]}, {ip, {127, 0, 0, 1}} | Server]),
        {ok, {_, Port}} = ssl:sockname(L),
        spawn_link(fun() ->
            {ok, T} = ssl:transport_accept(L),
            {ok, S} = ssl:handshake(T),
            {ok, Data} = ssl:recv(S, 100000),
            ok = ssl:send(S, [<<"got ">>, integer_to_binary(byte_size(Data))]),
            ssl:close(S)
        end),
        {ok, C} = ssl:connect("localhost", Port, [{verify, verify_none}, {active, false}, binary, {versions, [Version]}], 10000),
        ok = ssl:send(C, binary:copy(<<"0123456789">>, 10000)),
        io:format("~p ~p~n", [ssl:connection_information(C, [protocol]), ssl:recv(C, 0, 5000)]),
        io:format("~p~n", [ssl:recv(C, 0, 5000)])
    end || Version <- ['tlsv1.2', 'tlsv1.3']].
