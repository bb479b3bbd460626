%% SPDX-License-Identifier: Apache-2.0
%% A bad message, or one in the name of a stranger, ends the owner with badsig; the port lives.
-module(port_badsig).
-export([main/0]).

main() ->
    logger:set_primary_config(level, none),
    process_flag(trap_exit, true),
    Other = spawn_link(fun() -> receive stop -> ok end end),
    Messages = [foo, {self(), foo}, {self(), {foo, bar}}, {self(), {command, [a]}}, {self(), {command, foo}}, {self(), {command, "a", b}},
                {self(), {connect, foo}}, {self(), close, now}, {Other, {command, "x"}}, {Other, close}, {Other, {connect, Other}},
                {foo, close}, {1, {command, "x"}}, self(), []],
    [begin
         Port = open_port({spawn, "cat"}, []),
         io:format("~p ~p ", [I, (Port ! M) =:= M]),
         io:format("~p ", [receive {'EXIT', Port, R} -> R; {Port, X} -> X after 200 -> none end]),
         io:format("~p~n", [erlang:port_info(Port, name)]),
         catch port_close(Port)
     end || {I, M} <- lists:zip(lists:seq(1, length(Messages)), Messages)],
    {Pid, Ref} = spawn_monitor(fun() -> P = open_port({spawn, "cat"}, []), P ! foo, timer:sleep(5000) end),
    io:format("~p~n", [receive {'DOWN', Ref, process, Pid, R} -> R end]),
    Other ! stop.
