%% SPDX-License-Identifier: Apache-2.0
%% exit/2 to a port.
-module(port_exit_signal).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    [begin
         P = open_port({spawn, "cat"}, []),
         Ref = monitor(port, P),
         io:format("~p ~p ~p ", [Reason, exit(P, Reason), receive {'EXIT', P, R} -> R after 1000 -> none end]),
         io:format("~p~n", [receive {'DOWN', Ref, port, P, D} -> D after 1000 -> none end])
     end || Reason <- [normal, kill, killed, foo, {bar, "x", 1 bsl 70}]],
    Q = open_port({spawn, "cat"}, []),
    {Pid, M} = spawn_monitor(fun() -> exit(Q, normal) end),
    receive {'DOWN', M, process, Pid, _} -> ok end,
    io:format("~p ~p~n", [receive {'EXIT', Q, R} -> R after 500 -> none end, erlang:port_info(Q)]),
    io:format("~p~n", [exit(Q, foo)]).
