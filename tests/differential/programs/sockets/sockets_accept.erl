%% SPDX-License-Identifier: Apache-2.0
%% Several processes accept at one socket; time-outs, the end of one of them, and that of the socket.
-module(sockets_accept).
-export([main/0]).

main() ->
    {ok, L} = gen_tcp:listen(0, [{active, false}, {ip, {127, 0, 0, 1}}]),
    {ok, Port} = inet:port(L),
    io:format("~p ~p~n", [gen_tcp:accept(L, 0), gen_tcp:accept(L, 30)]),
    Me = self(),
    Acceptor = fun(Name, Time) ->
        fun() ->
            Me ! {Name, waits},
            case gen_tcp:accept(L, Time) of
                {ok, S} ->
                    Me ! {Name, erlang:port_info(S, connected) =:= {connected, self()}},
                    Me ! {Name, gen_tcp:recv(S, 0)};
                Error -> Me ! {Name, Error}
            end
        end
    end,
    start([{first, Acceptor(first, infinity)}, {late, Acceptor(late, 50)}, {second, Acceptor(second, 10000)}]),
    receive {late, Late} -> io:format("late: ~p~n", [Late]) end,
    Gone = spawn(Acceptor(gone, infinity)),
    receive {gone, waits} -> timer:sleep(50) end,
    Monitor = monitor(process, Gone),
    exit(Gone, kill),
    receive {'DOWN', Monitor, _, _, _} -> ok end,
    Last = start([{third, Acceptor(third, infinity)}, {fourth, Acceptor(fourth, infinity)}]),
    Clients = [connect(Port, Text) || Text <- ["one", "two", "three"]],
    [receive {Name, true} -> ok end || Name <- [first, second, third]],
    [begin receive {Name, Answer} -> io:format("~p: ~p~n", [Name, Answer]) end end || Name <- [first, second, third]],
    io:format("~p~n", [length(Last)]),
    gen_tcp:close(L),
    receive {fourth, Answer} -> io:format("fourth: ~p~n", [Answer]) end,
    io:format("~p~n", [gen_tcp:accept(L)]),
    [gen_tcp:close(C) || C <- Clients].

%% One after the other, so that they wait in this order.
start(Named) -> [begin P = spawn(F), receive {Name, waits} -> timer:sleep(50) end, P end || {Name, F} <- Named].

connect(Port, Text) ->
    {ok, C} = gen_tcp:connect({127, 0, 0, 1}, Port, []),
    ok = gen_tcp:send(C, Text),
    C.
