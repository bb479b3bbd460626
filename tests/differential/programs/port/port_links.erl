%% SPDX-License-Identifier: Apache-2.0
%% Links: the death of the owner closes the port, that of the port ends the owner.
-module(port_links).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    Me = self(),
    %% the owner dies
    {Owner, Ref} = spawn_monitor(fun() -> P = open_port({spawn, "cat"}, []), Me ! {port, P}, receive go -> exit(bye) end end),
    A = receive {port, P1} -> P1 end,
    link(A), link(A),
    Owner ! go,
    receive {'DOWN', Ref, process, Owner, bye} -> ok end,
    io:format("~p ~p~n", [receive {'EXIT', A, R1} -> R1 after 1000 -> none end, erlang:port_info(A)]),
    %% a linked process that is not the owner: normal does nothing, anything else closes
    B = open_port({spawn, "cat"}, []),
    L1 = spawn(fun() -> link(B) end), wait(L1),
    io:format("~p~n", [erlang:port_info(B, name)]),
    L2 = spawn(fun() -> link(B), exit(other) end), wait(L2),
    io:format("~p ~p~n", [receive {'EXIT', B, R2} -> R2 after 1000 -> none end, erlang:port_info(B)]),
    %% the owner ends normally
    {O3, Ref3} = spawn_monitor(fun() -> P = open_port({spawn, "cat"}, []), Me ! {port, P} end),
    C = receive {port, P3} -> P3 end,
    receive {'DOWN', Ref3, process, O3, normal} -> ok end,
    io:format("~p~n", [erlang:port_info(C)]),
    %% an owner that does not trap dies with the port
    {O4, Ref4} = spawn_monitor(fun() -> P = open_port({spawn, "sh -c 'exec 0<&-; sleep 0.2'"}, []), poke(P) end),
    io:format("~p~n", [receive {'DOWN', Ref4, process, O4, R4} -> R4 end]),
    %% unlinked, it goes on
    {O5, Ref5} = spawn_monitor(fun() -> P = open_port({spawn, "sh -c 'exec 0<&-; sleep 0.2'"}, []), unlink(P), exit({lived, catch poke(P)}) end),
    io:format("~p~n", [receive {'DOWN', Ref5, process, O5, {lived, {'EXIT', {R5, _}}}} -> R5 end]),
    %% a port that is gone
    io:format("~p ~p~n", [link(C), receive {'EXIT', C, R6} -> R6 after 1000 -> none end]),
    io:format("~p~n", [unlink(C)]),
    {O7, Ref7} = spawn_monitor(fun() -> link(C) end),
    io:format("~p~n", [receive {'DOWN', Ref7, process, O7, {R7, _}} -> R7 end]).

poke(P) -> timer:sleep(20), port_command(P, "x"), poke(P).
wait(Pid) -> Ref = monitor(process, Pid), receive {'DOWN', Ref, process, _, _} -> ok end.
