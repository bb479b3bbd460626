%% SPDX-License-Identifier: Apache-2.0
%% Active sockets: true, once, so many times, and what is told when that is over.
-module(sockets_active).
-export([main/0]).

main() ->
    {C, S} = pair([binary, {packet, 2}, {active, false}]),
    [ok = gen_tcp:send(S, integer_to_list(N)) || N <- lists:seq(1, 10)],
    io:format("~p~n", [gen_tcp:recv(C, 0, 5000)]),
    ok = inet:setopts(C, [{active, once}]),
    show(C, 1),
    nothing(C),
    io:format("~p~n", [inet:getopts(C, [active])]),
    ok = inet:setopts(C, [{active, 3}]),
    show(C, 4),
    nothing(C),
    io:format("~p~n", [inet:getopts(C, [active])]),
    ok = inet:setopts(C, [{active, 100}]),
    io:format("~p~n", [inet:setopts(C, [{active, 32700}])]),
    show(C, 5),
    io:format("~p~n", [inet:getopts(C, [active])]),
    ok = inet:setopts(C, [{active, -50}]),
    io:format("~p~n", [inet:getopts(C, [active])]),
    ok = inet:setopts(C, [{active, -500}]),
    show(C, 1),
    io:format("~p~n", [inet:getopts(C, [active])]),
    io:format("~p~n", [inet:setopts(C, [{active, 0}])]),
    show(C, 1),
    ok = inet:setopts(C, [{active, true}, {mode, list}]),
    io:format("~p~n", [gen_tcp:recv(C, 0)]),
    ok = gen_tcp:send(S, "list"),
    show(C, 1),
    ok = inet:setopts(C, [binary, {header, 2}]),
    ok = gen_tcp:send(S, "header"),
    ok = gen_tcp:send(S, "h"),
    show(C, 2),
    gen_tcp:close(S),
    show(C, 1),
    io:format("~p ~p~n", [erlang:port_info(C), gen_tcp:send(C, "x")]).

show(_, 0) -> ok;
show(C, N) ->
    receive
        {tcp, C, Data} -> io:format("tcp ~p~n", [Data]);
        {What, C} -> io:format("~p~n", [What]);
        {What, C, Why} -> io:format("~p ~p~n", [What, Why])
    after 5000 -> io:format("nothing~n")
    end,
    show(C, N - 1).

nothing(C) ->
    receive M when element(2, M) =:= C -> io:format("~p~n", [element(1, M)]) after 50 -> ok end.

pair(Options) ->
    {ok, L} = gen_tcp:listen(0, [{ip, {127, 0, 0, 1}} | Options]),
    {ok, Port} = inet:port(L),
    {ok, C} = gen_tcp:connect({127, 0, 0, 1}, Port, Options),
    {ok, S} = gen_tcp:accept(L),
    gen_tcp:close(L),
    {C, S}.
