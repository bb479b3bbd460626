%% SPDX-License-Identifier: Apache-2.0
%% Who waits in send, receive, connect or subscribes to the queue's end, when the socket goes.
-module(sockets_closed_waiters).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    blocked_sender(fun(S, _) -> gen_tcp:close(S) end),
    blocked_sender(fun(_, C) -> ok = inet:setopts(C, [{linger, {true, 0}}]), gen_tcp:close(C) end),
    blocked_sender(fun(S, _) -> exit(S, kill) end),
    queue_end(),
    lingers().

blocked_sender(End) ->
    {C, S} = pair([]),
    Me = self(),
    Chunk = binary:copy(<<"z">>, 1000000),
    Senders = [spawn(fun() -> Me ! {self(), catch send_all(S, Chunk)} end) || _ <- "123"],
    timer:sleep(100),
    End(S, C),
    io:format("~p~n", [lists:usort([receive {P, Result} -> Result after 10000 -> waits end || P <- Senders])]),
    receive {'EXIT', S, Why} -> io:format("~p~n", [Why]) after 100 -> io:format("no exit~n") end.

send_all(S, Chunk) ->
    case gen_tcp:send(S, Chunk) of
        ok -> send_all(S, Chunk);
        Error -> Error
    end.

queue_end() ->
    {C, S} = pair([]),
    Chunk = binary:copy(<<"z">>, 3000000),
    ok = gen_tcp:send(S, Chunk),
    {ok, [{subs_empty_out_q, N}]} = subscribe(S),
    io:format("~p~n", [N > 0]),
    {ok, Got} = gen_tcp:recv(C, 3000000, 5000),
    io:format("~p ~p~n", [Got =:= Chunk, receive {empty_out_q, S} -> empty after 2000 -> full end]),
    io:format("~p~n", [subscribe(S)]).

subscribe(S) ->
    [1, 1 | N] = erlang:port_control(S, 16#03f1a300 + 24, [1]),
    {ok, [{subs_empty_out_q, binary:decode_unsigned(list_to_binary(N))}]}.

%% Closing waits for the queue; so long, and no longer.
lingers() ->
    {C, S} = pair([{linger, {true, 1}}]),
    ok = gen_tcp:send(S, binary:copy(<<"z">>, 3000000)),
    {Time, ok} = timer:tc(fun() -> gen_tcp:close(S) end),
    io:format("~p~n", [Time > 900000 andalso Time < 5000000]),
    gen_tcp:close(C).

pair(Options) ->
    {ok, L} = gen_tcp:listen(0, [binary, {active, false}, {ip, {127, 0, 0, 1}}, {recbuf, 10000}]),
    {ok, Port} = inet:port(L),
    {ok, S} = gen_tcp:connect({127, 0, 0, 1}, Port, [binary, {active, false}, {sndbuf, 10000} | Options]),
    {ok, C} = gen_tcp:accept(L),
    gen_tcp:close(L),
    {C, S}.
