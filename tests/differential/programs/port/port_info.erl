%% SPDX-License-Identifier: Apache-2.0
%% port_info/1,2: items, and what is no port or no item.
-module(port_info).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    P = open_port({spawn, "cat"}, [binary]),
    Me = self(),
    port_command(P, "12345"),
    receive {P, {data, <<"12345">>}} -> ok end,
    [{name, "cat"}, {links, [Me]}, {id, Id}, {connected, Me}, {input, 5}, {output, 5}, {os_pid, Os}] = erlang:port_info(P),
    io:format("~p ~p~n", [is_integer(Id), list_to_integer(string:trim(os:cmd("ps -o pid= -p " ++ integer_to_list(Os)))) =:= Os]),
    register(port_info_name, P),
    io:format("~p~n", [[K || {K, _} <- erlang:port_info(P)]]),
    [io:format("~p~n", [erlang:port_info(P, I)]) || I <- [registered_name, name, input, output, monitors, monitored_by, memory, parallelism, queue_size, locking]],
    unregister(port_info_name),
    io:format("~p~n", [erlang:port_info(P, registered_name)]),
    [io:format("~p~n", [caught(fun() -> erlang:port_info(P, I) end)]) || I <- [foo, "name", {links}, 1]],
    port_close(P),
    [io:format("~p~n", [{catch erlang:port_info(P, I)}]) || I <- [name, foo]],
    [io:format("~p~n", [caught(fun() -> erlang:port_info(X) end)]) || X <- [P, foo, 1, Me, "x"]],
    [io:format("~p~n", [caught(fun() -> erlang:port_info(X, name) end)]) || X <- [P, foo, 1, Me, "x"]],
    Q = open_port({spawn, "cat - -"}, [{parallelism, true}, {packet, 4}]),
    io:format("~p ~p~n", [erlang:port_info(Q, parallelism), erlang:port_info(Q, name)]),
    R = open_port({spawn_executable, "/bin/cat"}, [{args, ["-u"]}]),
    io:format("~p~n", [erlang:port_info(R, name)]),
    F = open_port({fd, 2, 2}, [out]),
    io:format("~p~n", [[erlang:port_info(F, I) || I <- [name, os_pid, locking]]]),
    port_close(F).

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
