%% SPDX-License-Identifier: Apache-2.0
%% port_control/3 and port_call/2,3: these ports have neither.
-module(port_control_call).
-export([main/0]).

main() ->
    P = open_port({spawn, "cat"}, []),
    [io:format("~p~n", [caught(F)]) || F <- [fun() -> port_control(P, 1, "a") end, fun() -> port_control(P, -1, "a") end, fun() -> port_control(P, a, "a") end,
                                             fun() -> port_control(P, 1 bsl 32, []) end, fun() -> port_control(P, 1, [a]) end, fun() -> port_control(foo, 1, []) end,
                                             fun() -> erlang:port_call(P, 1, {a}) end, fun() -> erlang:port_call(P, {a}) end,
                                             fun() -> erlang:port_call(P, a, {a}) end, fun() -> erlang:port_call(self(), 1, a) end]],
    port_close(P),
    io:format("~p~n", [caught(fun() -> port_control(P, 1, "a") end)]).

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
