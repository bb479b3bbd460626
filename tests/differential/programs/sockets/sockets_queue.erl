%% SPDX-License-Identifier: Apache-2.0
%% A reader that does not read: the queue, the sender that waits, time-outs, and the queue that is written before the end.
-module(sockets_queue).
-export([main/0]).

main() ->
    {C, S} = pair([]),
    Chunk = binary:copy(<<"x">>, 1000000),
    Me = self(),
    Sender = spawn_link(fun() ->
        Me ! {sent, [gen_tcp:send(S, Chunk) || _ <- lists:seq(1, 20)]},
        gen_tcp:close(S),
        Me ! closed
    end),
    ok = gen_tcp:controlling_process(S, Sender),
    receive {sent, _} -> io:format("it did not wait~n") after 200 -> io:format("waits~n") end,
    {ok, [{send_pend, Pending}]} = inet:getstat(S, [send_pend]),
    io:format("~p ~p~n", [Pending > 0, lists:member(busy, element(2, prim_inet:getstatus(S)))]),
    io:format("~p~n", [total(C, 0)]),
    receive {sent, Results} -> io:format("~p~n", [lists:usort(Results)]) end,
    receive closed -> ok end,
    gen_tcp:close(C),
    late(Chunk),
    late_close(Chunk),
    nosuspend(Chunk).

total(C, N) ->
    case gen_tcp:recv(C, 0, 5000) of
        {ok, Data} -> total(C, N + byte_size(Data));
        Other -> {N, Other}
    end.

late(Chunk) ->
    {C, S} = pair([{send_timeout, 50}]),
    io:format("~p~n", [lists:usort([gen_tcp:send(S, Chunk) || _ <- lists:seq(1, 20)])]),
    io:format("~p~n", [lists:member(connected, element(2, prim_inet:getstatus(S)))]),
    ok = inet:setopts(S, [{send_timeout, 0}]),
    io:format("~p~n", [gen_tcp:send(S, Chunk)]),
    ok = inet:setopts(S, [{linger, {true, 0}}]),
    gen_tcp:close(S),
    gen_tcp:close(C).

late_close(Chunk) ->
    {C, S} = pair([{send_timeout, 50}, {send_timeout_close, true}]),
    io:format("~p~n", [lists:usort([gen_tcp:send(S, Chunk) || _ <- lists:seq(1, 20)])]),
    io:format("~p~n", [prim_inet:getstatus(S)]),
    gen_tcp:close(C).

nosuspend(Chunk) ->
    {C, S} = pair([]),
    spawn_link(fun() -> [gen_tcp:send(S, Chunk) || _ <- lists:seq(1, 20)] end),
    timer:sleep(200),
    io:format("~p~n", [prim_inet:send(S, "x", [nosuspend])]),
    gen_tcp:close(C).

pair(Options) ->
    {ok, L} = gen_tcp:listen(0, [binary, {active, false}, {ip, {127, 0, 0, 1}}, {recbuf, 10000}]),
    {ok, Port} = inet:port(L),
    {ok, S} = gen_tcp:connect({127, 0, 0, 1}, Port, [binary, {active, false}, {sndbuf, 10000} | Options]),
    {ok, C} = gen_tcp:accept(L),
    gen_tcp:close(L),
    {C, S}.
