%% SPDX-License-Identifier: Apache-2.0
%% port_connect/2 and {Owner, {connect, Pid}}: the new owner gets the data; links differ.
-module(port_connect).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    Me = self(),
    Child = spawn_link(fun() -> process_flag(trap_exit, true), loop(Me) end),
    A = open_port({spawn, "cat"}, [binary]),
    io:format("~p~n", [port_connect(A, Child)]),
    io:format("~p ~p~n", [erlang:port_info(A, connected) =:= {connected, Child}, links(A, [Me, Child])]),
    port_command(A, "hello"),
    io:format("~p~n", [receive {Child, M} -> M end]),
    A ! {Me, {command, "stranger"}},
    io:format("~p~n", [receive {Child, M2} -> M2 end]),
    unlink(A),
    io:format("~p~n", [links(A, [Me, Child])]),
    A ! {Child, {connect, Me}},
    io:format("~p~n", [receive {Child, M3} -> M3 end]),
    io:format("~p ~p~n", [erlang:port_info(A, connected) =:= {connected, Me}, links(A, [Me, Child])]),
    A ! {Me, close},
    io:format("~p ~p~n", [receive {A, X} -> X end, receive {Child, M4} -> M4 end]),
    B = open_port({spawn, "cat"}, []),
    Dead = spawn(fun() -> ok end), timer:sleep(50),
    [io:format("~p~n", [caught(fun() -> port_connect(P, Q) end)]) || {P, Q} <- [{B, Dead}, {B, foo}, {A, Me}, {foo, Me}, {B, B}]],
    io:format("~p~n", [port_connect(B, Me)]),
    port_close(B).

links(Port, Pids) -> {links, L} = erlang:port_info(Port, links), [lists:member(P, L) || P <- Pids].
loop(Main) ->
    receive
        {Port, What} when is_port(Port) -> Main ! {self(), What}, loop(Main);
        {'EXIT', Port, Reason} when is_port(Port) -> Main ! {self(), {exit, Reason}}, loop(Main);
        {'EXIT', _, _} -> ok
    end.

caught(F) ->
    try F() of
        Port when is_port(Port) -> catch port_close(Port), port;
        Value -> Value
    catch Class:Reason:Trace -> {Class, Reason, info(Trace)}
    end.
info([{M, F, A, Opts} | _]) ->
    case lists:keyfind(error_info, 1, Opts) of
        false -> {M, F, arity(A)};
        {error_info, Info} ->
            Where = maps:get(module, Info, M),
            {M, F, arity(A), Info, try Where:format_error(badarg, [{M, F, A, Opts}]) catch error:E -> E end}
    end.
arity(A) when is_list(A) -> length(A);
arity(A) -> A.
