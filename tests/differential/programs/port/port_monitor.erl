%% SPDX-License-Identifier: Apache-2.0
%% monitor(port, _): identifiers, names, demonitor with its options.
-module(port_monitor).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    A = cat(),
    R1 = monitor(port, A), R2 = erlang:monitor(port, A, [{tag, 'PORT_DOWN'}]),
    io:format("~p ~p~n", [process_info(self(), monitors) =:= {monitors, [{port, A}, {port, A}]}, erlang:port_info(A, monitored_by) =:= {monitored_by, [self(), self()]}]),
    io:format("~p~n", [demonitor(R1)]),
    io:format("~p~n", [erlang:port_info(A, monitors)]),
    port_close(A),
    io:format("~p~n", [receive {'PORT_DOWN', R2, port, A, Why} -> Why after 1000 -> none end]),
    R3 = monitor(port, A),
    io:format("~p~n", [receive {'DOWN', R3, port, A, Why3} -> Why3 after 1000 -> none end]),
    B = cat(), register(port_monitor_name, B),
    R4 = monitor(port, port_monitor_name),
    io:format("~p~n", [process_info(self(), monitors)]),
    B ! {self(), close},
    io:format("~p~n", [receive {'DOWN', R4, T4, O4, Why4} -> {T4, O4, Why4} after 1000 -> none end]),
    R5 = monitor(port, port_monitor_name),
    io:format("~p~n", [receive {'DOWN', R5, T5, O5, Why5} -> {T5, O5, Why5} after 1000 -> none end]),
    C = cat(),
    R6 = monitor(port, C),
    port_close(C),
    io:format("~p ~p~n", [demonitor(R6, [flush, info]), receive {'DOWN', R6, _, _, _} -> down after 0 -> none end]),
    D = cat(),
    R7 = monitor(port, D),
    io:format("~p ~p~n", [demonitor(R7, [flush, info]), demonitor(R7, [info])]),
    register(port_monitor_name, D),
    R8 = monitor(process, port_monitor_name),
    io:format("~p~n", [receive {'DOWN', R8, T8, O8, Why8} -> {T8, O8, Why8} after 1000 -> none end]),
    [io:format("~p~n", [caught(fun() -> erlang:monitor(Type, What) end)]) || {Type, What} <- [{port, 1}, {port, self()}, {port, "x"}, {foo, D}]],
    Killed = spawn(fun() -> monitor(port, D), receive stop -> ok end end),
    timer:sleep(50), exit(Killed, kill), timer:sleep(50),
    io:format("~p~n", [erlang:port_info(D, monitored_by)]),
    port_close(D).

cat() -> open_port({spawn, "cat"}, []).

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
