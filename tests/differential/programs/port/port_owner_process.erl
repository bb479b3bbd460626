%% SPDX-License-Identifier: Apache-2.0
%% The data goes to the owner only, and stops when it is dead.
-module(port_owner_process).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    Me = self(),
    Owner = spawn(fun() -> P = open_port({spawn, "cat"}, [binary]), Me ! P, receive {P, {data, D}} -> Me ! {data, D} end, unlink(P) end),
    P = receive Port when is_port(Port) -> Port end,
    Ref = monitor(process, Owner),
    port_command(P, "first"),
    io:format("~p~n", [receive {data, D} -> D end]),
    receive {'DOWN', Ref, process, Owner, R} -> io:format("~p~n", [R]) end,
    %% nobody is linked any more: the port lives on, and its data goes nowhere
    io:format("~p~n", [port_command(P, "lost")]),
    timer:sleep(100),
    io:format("~p ~p~n", [erlang:port_info(P, links), erlang:port_info(P, input)]),
    io:format("~p~n", [port_connect(P, self())]),
    port_command(P, "found"),
    io:format("~p~n", [receive {P, M} -> M after 1000 -> none end]),
    port_close(P).
