%% SPDX-License-Identifier: Apache-2.0
%% port_close, {Owner, close}, and who may do it.
-module(port_close).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    A = cat(), io:format("~p~n", [port_close(A)]), flush(A),
    io:format("~p~n", [caught(fun() -> port_close(A) end)]),
    io:format("~p~n", [(A ! {self(), close}) =:= {self(), close}]), flush(A),
    B = cat(), B ! {self(), close}, flush(B),
    C = cat(),
    {Pid, Ref} = spawn_monitor(fun() -> true = port_close(C) end),
    receive {'DOWN', Ref, process, Pid, R} -> io:format("~p~n", [R]) end, flush(C),
    D = cat(), Me = self(),
    spawn(fun() -> D ! {Me, close} end), flush(D),
    [io:format("~p~n", [caught(fun() -> port_close(X) end)]) || X <- [a, self(), no_such_name, 1, hd(erlang:ports())]].

cat() -> open_port({spawn, "cat"}, []).
flush(Port) ->
    receive
        {Port, M} -> io:format("  ~p~n", [M]), flush(Port);
        {'EXIT', Port, R} -> io:format("  exit ~p~n", [R]), flush(Port)
    after 300 -> io:format("  --~n")
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
