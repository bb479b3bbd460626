%% SPDX-License-Identifier: Apache-2.0
%% ports/0 and counting.
-module(port_ports).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    Before = erlang:ports(), Count = erlang:system_info(port_count),
    A = open_port({spawn, "cat"}, []), B = open_port({spawn, "cat"}, []),
    io:format("~p ~p~n", [erlang:ports() -- Before =:= [A, B], erlang:system_info(port_count) - Count]),
    io:format("~p~n", [A < B]),
    port_close(A), port_close(B),
    io:format("~p ~p~n", [erlang:ports() -- Before, erlang:system_info(port_count) - Count]),
    Forker = hd(erlang:ports()),
    io:format("~p ~p~n", [Forker, erlang:port_info(Forker)]),
    io:format("~p~n", [[P || P <- erlang:ports(), {name, "2/2"} =:= erlang:port_info(P, name)] =/= []]),
    io:format("~p ~p~n", [element(1, element(2, catch port_close(Forker))), exit(Forker, foo)]),
    io:format("~p ~p~n", [erlang:system_info(port_limit), erlang:system_info(port_parallelism)]).
