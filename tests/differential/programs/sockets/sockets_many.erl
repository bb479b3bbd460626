%% SPDX-License-Identifier: Apache-2.0
%% Many connections at once, each with some requests and answers.
-module(sockets_many).
-export([main/0]).

main() ->
    {ok, L} = gen_tcp:listen(0, [binary, {active, false}, {packet, 4}, {ip, {127, 0, 0, 1}}, {backlog, 200}]),
    {ok, Port} = inet:port(L),
    [spawn_link(fun() -> accept(L) end) || _ <- lists:seq(1, 5)],
    Me = self(),
    Pids = [spawn_link(fun() -> Me ! {self(), client(Port, N)} end) || N <- lists:seq(1, 50)],
    Sums = [receive {Pid, Sum} -> Sum end || Pid <- Pids],
    io:format("~p ~p~n", [length(Sums), lists:sum(Sums)]).

accept(L) ->
    case gen_tcp:accept(L) of
        {ok, S} -> accepted(L, S);
        {error, closed} -> ok
    end.

accepted(L, S) ->
    Server = spawn(fun() -> receive go -> serve(S) end end),
    ok = gen_tcp:controlling_process(S, Server),
    Server ! go,
    accept(L).

serve(S) ->
    ok = inet:setopts(S, [{active, once}]),
    receive
        {tcp, S, Data} ->
            ok = gen_tcp:send(S, [Data, Data]),
            serve(S);
        {tcp_closed, S} -> ok
    end.

client(Port, N) ->
    {ok, C} = gen_tcp:connect({127, 0, 0, 1}, Port, [binary, {packet, 4}, {active, false}]),
    Sizes = [begin
        ok = gen_tcp:send(C, binary:copy(<<"x">>, N * I)),
        {ok, Twice} = gen_tcp:recv(C, 0),
        byte_size(Twice)
    end || I <- lists:seq(1, 20)],
    gen_tcp:close(C),
    lists:sum(Sizes).
