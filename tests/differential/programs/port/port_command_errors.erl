%% SPDX-License-Identifier: Apache-2.0
%% port_command/2,3: results and errors.
-module(port_command_errors).
-export([main/0]).

main() ->
    logger:set_primary_config(level, none),
    process_flag(trap_exit, true),
    P = open_port({spawn, "cat"}, [binary]),
    [io:format("~p~n", [caught(fun() -> port_command(P, D, O) end)]) ||
        {D, O} <- [{"a", []}, {"b", [nosuspend]}, {"c", [force]}, {"d", [nosuspend, force]}, {"e", [foo]}, {"f", foo}, {"g", [nosuspend | foo]},
                   {foo, []}, {[256], []}, {[a | b], [nosuspend]}, {<<1:3>>, []}, {["x" | <<"y">>], []}]],
    [io:format("~p~n", [caught(fun() -> port_command(P, D) end)]) || D <- ["z", foo, [-1], #{}, 1]],
    io:format("~p~n", [read(P, 5, <<>>)]),
    port_close(P),
    [io:format("~p~n", [caught(fun() -> port_command(X, "a") end)]) || X <- [P, foo, self(), 1]],
    [io:format("~p~n", [caught(fun() -> port_command(X, foo, []) end)]) || X <- [P, foo]].

read(_, N, Got) when byte_size(Got) >= N -> Got;
read(P, N, Got) -> receive {P, {data, D}} -> read(P, N, <<Got/binary, D/binary>>) after 1000 -> {short, Got} end.

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
