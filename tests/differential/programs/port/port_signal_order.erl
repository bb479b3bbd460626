%% SPDX-License-Identifier: Apache-2.0
%% Signals between a port and a process keep their order.
-module(port_signal_order).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    Me = self(),
    P = open_port({spawn, "cat"}, [binary]),
    Ref = monitor(port, P),
    P ! {Me, {command, "x"}},
    receive {P, {data, <<"x">>}} -> ok end,
    P ! {Me, {connect, Me}},
    P ! {Me, close},
    port_info(P),
    io:format("~p~n", [all(P, Ref)]),
    Q = open_port({spawn, "printf abc"}, [binary, exit_status, eof]),
    timer:sleep(200),
    io:format("~p~n", [port_close(Q)]),
    io:format("~p~n", [all(Q, none)]),
    %% the end is there before the error is
    {Pid, M} = spawn_monitor(fun() -> R = open_port({spawn, "cat"}, []), exit(R, stop), catch port_command(R, "x"), Me ! lived end),
    io:format("~p ~p~n", [receive {'DOWN', M, process, Pid, W} -> W end, receive lived -> lived after 0 -> died end]).

port_info(P) -> erlang:port_info(P).
all(P, Ref) ->
    receive
        {P, M} -> [M | all(P, Ref)];
        {'EXIT', P, R} -> [{exit, R} | all(P, Ref)];
        {'DOWN', Ref, port, P, R} -> [{down, R} | all(P, Ref)]
    after 300 -> []
    end.
