%% SPDX-License-Identifier: Apache-2.0
%% port_set_data/2 and port_get_data/1.
-module(port_data).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    P = open_port({spawn, "cat"}, []),
    io:format("~p~n", [erlang:port_get_data(P)]),
    [begin
         true = erlang:port_set_data(P, D),
         io:format("~p~n", [erlang:port_get_data(P) =:= D])
     end || D <- [1, atom, {a, "b", [1.5 | c]}, binary:copy(<<"x">>, 1000), #{a => 1 bsl 80}, []]],
    garbage_collect(),
    register(port_data_name, P),
    io:format("~p ~p~n", [erlang:port_set_data(port_data_name, {x}), erlang:port_get_data(port_data_name)]),
    port_close(P),
    [io:format("~p~n", [caught(F)]) || F <- [fun() -> erlang:port_get_data(P) end, fun() -> erlang:port_set_data(P, 1) end,
                                             fun() -> erlang:port_get_data(foo) end, fun() -> erlang:port_set_data(self(), 1) end]].

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
