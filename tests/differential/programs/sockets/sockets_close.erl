%% SPDX-License-Identifier: Apache-2.0
%% The end of a connection as both sides see it: shutdown in each direction, reset, exit_on_close, and the owner's end.
-module(sockets_close).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    shutdowns(),
    half_open(),
    resets(),
    owner_dies(),
    active_end().

shutdowns() ->
    {C, S} = pair([]),
    io:format("~p~n", [gen_tcp:shutdown(C, write)]),
    io:format("~p ~p~n", [gen_tcp:send(C, "x"), gen_tcp:recv(S, 0, 1000)]),
    {C2, S2} = pair([{exit_on_close, false}]),
    ok = gen_tcp:shutdown(C2, write),
    io:format("~p~n", [gen_tcp:recv(S2, 0, 1000)]),
    io:format("~p~n", [gen_tcp:send(S2, "still")]),
    io:format("~p~n", [gen_tcp:recv(C2, 0, 1000)]),
    io:format("~p~n", [gen_tcp:recv(S2, 0, 1000)]),
    gen_tcp:close(S2),
    {C3, _S3} = pair([]),
    io:format("~p ~p~n", [gen_tcp:shutdown(C3, read), gen_tcp:recv(C3, 0, 1000)]),
    {C4, S4} = pair([]),
    io:format("~p ~p ~p~n", [gen_tcp:shutdown(C4, read_write), gen_tcp:recv(C4, 0, 1000), gen_tcp:recv(S4, 0, 1000)]),
    io:format("~p~n", [element(1, element(2, catch gen_tcp:shutdown(C4, sideways)))]).

half_open() ->
    {C, S} = pair([{active, true}, {exit_on_close, false}]),
    gen_tcp:close(C),
    io:format("~p~n", [messages(S)]),
    io:format("~p~n", [erlang:port_info(S, name)]),
    io:format("~p~n", [gen_tcp:send(S, "a")]),
    timer:sleep(50),
    io:format("~p~n", [gen_tcp:send(S, "b")]),
    io:format("~p ~p~n", [gen_tcp:send(S, "c"), messages(S)]).

resets() ->
    [begin
        {C, S} = pair([{show_econnreset, Show}, {active, Active}]),
        ok = inet:setopts(C, [{linger, {true, 0}}]),
        gen_tcp:close(C),
        case Active of
            true -> io:format("~p~n", [messages(S)]);
            false ->
                io:format("~p~n", [gen_tcp:recv(S, 0, 1000)]),
                io:format("~p ~p~n", [gen_tcp:send(S, "x"), gen_tcp:recv(S, 0, 1000)])
        end
    end || Show <- [false, true], Active <- [false, true]].

owner_dies() ->
    {C, S} = pair([]),
    Pid = spawn(fun() -> receive stop -> ok end end),
    ok = gen_tcp:controlling_process(C, Pid),
    M = monitor(port, C),
    Pid ! stop,
    receive {'DOWN', M, port, C, Reason} -> io:format("~p~n", [Reason]) end,
    io:format("~p~n", [gen_tcp:recv(S, 0, 1000)]),
    io:format("~p ~p~n", [gen_tcp:controlling_process(C, self()), gen_tcp:send(C, "x")]),
    {C2, S2} = pair([]),
    Pid2 = spawn(fun() -> gen_tcp:recv(S2, 0) end),
    timer:sleep(30),
    io:format("~p~n", [gen_tcp:recv(S2, 0, 30)]),
    M2 = monitor(process, Pid2),
    gen_tcp:close(C2),
    receive {'DOWN', M2, _, _, Why} -> io:format("~p~n", [Why]) end,
    {_C3, S3} = pair([]),
    Me = self(),
    spawn(fun() -> Me ! {reader, gen_tcp:recv(S3, 0)} end),
    timer:sleep(30),
    gen_tcp:close(S3),
    receive {reader, Answer} -> io:format("~p~n", [Answer]) end,
    io:format("~p~n", [[M4 || M4 <- flush(), element(1, M4) =/= 'EXIT']]).

active_end() ->
    {C, S} = pair([{active, true}]),
    ok = gen_tcp:send(C, "last"),
    gen_tcp:close(C),
    io:format("~p~n", [messages(S)]),
    receive {'EXIT', S, R} -> io:format("exit ~p~n", [R]) after 1000 -> io:format("no exit~n") end,
    io:format("~p~n", [inet:setopts(S, [{active, true}])]).

messages(S) ->
    receive
        {Kind, S} -> [Kind | messages(S)];
        {tcp_error, S, What} -> [{tcp_error, What} | messages(S)];
        {tcp, S, Data} -> [Data | messages(S)]
    after 200 -> []
    end.

flush() -> receive M -> [M | flush()] after 0 -> [] end.

pair(Options) ->
    {ok, L} = gen_tcp:listen(0, [binary, {active, false}, {ip, {127, 0, 0, 1}} | Options]),
    {ok, Port} = inet:port(L),
    {ok, C} = gen_tcp:connect({127, 0, 0, 1}, Port, [binary, {active, false}]),
    {ok, S} = gen_tcp:accept(L),
    gen_tcp:close(L),
    {C, S}.
