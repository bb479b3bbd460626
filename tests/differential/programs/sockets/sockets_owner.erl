%% SPDX-License-Identifier: Apache-2.0
%% Who owns a socket, and what ports know of sockets.
-module(sockets_owner).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    {ok, L} = gen_tcp:listen(0, [binary, {active, false}, {ip, {127, 0, 0, 1}}]),
    {ok, Port} = inet:port(L),
    {ok, C} = gen_tcp:connect({127, 0, 0, 1}, Port, [binary, {active, true}]),
    {ok, S} = gen_tcp:accept(L),
    Me = self(),
    io:format("~p~n", [[erlang:port_info(P, I) =:= {I, V} || P <- [L, C, S], {I, V} <- [{name, "tcp_inet"}, {connected, Me}, {links, [Me]}, {os_pid, undefined}]]]),
    io:format("~p~n", [[erlang:port_info(C, I) || I <- [locking, queue_size, parallelism, registered_name]]]),
    ok = gen_tcp:send(S, "before"),
    timer:sleep(50),
    Other = spawn_link(fun() -> receive {go, From} -> From ! {other, seen(C)} end end),
    io:format("~p~n", [gen_tcp:controlling_process(C, Other)]),
    io:format("~p~n", [erlang:port_info(C, connected) =:= {connected, Other}]),
    io:format("~p~n", [lists:member(C, element(2, process_info(self(), links)))]),
    ok = gen_tcp:send(S, "after"),
    timer:sleep(50),
    Other ! {go, self()},
    receive {other, Seen} -> io:format("~p~n", [Seen]) end,
    io:format("~p~n", [gen_tcp:controlling_process(C, self())]),
    io:format("~p~n", [gen_tcp:controlling_process(S, Other)]),
    io:format("~p~n", [element(1, element(2, catch gen_tcp:controlling_process(S, nobody)))]),
    register(the_socket, L),
    io:format("~p ~p~n", [inet:port(L) =:= {ok, Port}, whereis(the_socket) =:= L]),
    S2 = L,
    S2 ! {self(), {command, "x"}},
    receive {inet_reply, L, Reply} -> io:format("~p~n", [Reply]); {'EXIT', L, Why} -> io:format("~p~n", [Why]) after 200 -> io:format("none~n") end,
    {ok, L3} = gen_tcp:listen(0, []),
    L3 ! {self(), close},
    receive {L3, closed} -> io:format("closed~n") after 500 -> io:format("none~n") end,
    io:format("~p~n", [inet:port(L3)]).

seen(C) -> receive {tcp, C, D} -> [D | seen(C)]; {tcp_closed, C} -> [closed] after 100 -> [] end.
