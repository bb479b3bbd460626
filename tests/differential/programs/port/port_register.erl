%% SPDX-License-Identifier: Apache-2.0
%% Names of ports.
-module(port_register).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    P = open_port({spawn, "cat"}, [binary]),
    io:format("~p~n", [register(port_register_name, P)]),
    io:format("~p ~p~n", [whereis(port_register_name) =:= P, lists:member(port_register_name, registered())]),
    io:format("~p ~p~n", [erlang:port_info(P, registered_name), hd(erlang:port_info(port_register_name))]),
    port_register_name ! {self(), {command, "by name"}},
    io:format("~p~n", [receive {P, M} -> M end]),
    {port_register_name, node()} ! {self(), {command, "by node"}},
    io:format("~p~n", [receive {P, M2} -> M2 end]),
    io:format("~p~n", [port_command(port_register_name, "command")]),
    io:format("~p~n", [receive {P, M3} -> M3 end]),
    [io:format("~p~n", [caught(F)]) || F <- [fun() -> register(port_register_other, P) end, fun() -> register(port_register_name, self()) end,
                                             fun() -> register(undefined, P) end, fun() -> register("name", P) end]],
    io:format("~p~n", [unregister(port_register_name)]),
    io:format("~p ~p~n", [whereis(port_register_name), erlang:port_info(P, registered_name)]),
    io:format("~p~n", [caught(fun() -> port_register_name ! {self(), close} end)]),
    register(port_register_again, P),
    port_close(port_register_again),
    io:format("~p~n", [whereis(port_register_again)]),
    io:format("~p~n", [caught(fun() -> register(port_register_again, P) end)]),
    io:format("~p~n", [erlang:port_info(port_register_again)]).

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
