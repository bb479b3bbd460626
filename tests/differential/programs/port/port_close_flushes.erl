%% SPDX-License-Identifier: Apache-2.0
%% What is queued is written before the port is gone; the links learn of the end at once.
-module(port_close_flushes).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    File = "port_close_flushes." ++ os:getpid(),
    Args = [{args, ["-c", "sleep 0.3; cat >" ++ File ++ "; mv " ++ File ++ " " ++ File ++ ".done"]}],
    P = open_port({spawn_executable, "/bin/sh"}, [{busy_limits_port, disabled} | Args]),
    Bytes = binary:copy(<<"0123456789">>, 50000),
    port_command(P, Bytes),
    P ! {self(), close},
    io:format("~p~n", [receive {'EXIT', P, R} -> R after 100 -> none end]),
    io:format("~p ~p~n", [[erlang:port_info(P, I) || I <- [name, links, output, registered_name]], lists:member(P, erlang:ports())]),
    io:format("~p ~p ~p~n", [caught(fun() -> port_close(P) end), caught(fun() -> port_command(P, "x") end), caught(fun() -> erlang:port_get_data(P) end)]),
    io:format("~p ~p~n", [caught(fun() -> port_connect(P, self()) end), caught(fun() -> register(port_close_flushes_name, P) end)]),
    io:format("~p ~p~n", [(P ! {self(), {command, "x"}}) =:= {self(), {command, "x"}}, exit(P, foo)]),
    Ref = monitor(port, P),
    io:format("~p~n", [receive {'DOWN', Ref, port, P, R2} -> R2 after 1000 -> none end]),
    io:format("~p ~p~n", [link(P), receive {'EXIT', P, R3} -> R3 after 1000 -> none end]),
    io:format("~p~n", [receive {P, closed} -> closed after 5000 -> none end]),
    io:format("~p~n", [lists:member(P, erlang:ports())]),
    wait(File ++ ".done", 200),
    {ok, Written} = file:read_file(File ++ ".done"),
    io:format("~p~n", [Written =:= Bytes]),
    file:delete(File ++ ".done").

wait(_, 0) -> late;
wait(File, N) -> case filelib:is_file(File) of true -> ok; false -> timer:sleep(20), wait(File, N - 1) end.

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
