%% SPDX-License-Identifier: Apache-2.0
%% alone
%% Descriptors that are not there.
-module(port_fd_bad).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    erlang:system_flag(system_logger, self()),
    [begin
         P = open_port({fd, A, B}, O),
         io:format("~p ~p~n", [{A, B, O}, erlang:port_info(P, name)]),
         io:format("~p~n", [receive {log, Level, Format, Args, _} -> {Level, at(P, lists:flatten(io_lib:format(Format, Args)))} after 200 -> none end]),
         io:format("~p ~p~n", [port_command(P, "x"), receive {'EXIT', P, M} -> M after 1000 -> none end])
     end || {A, B, O} <- [{99, 99, [in]}, {99, 99, [out]}, {99, 98, []}]],
    [io:format("~p~n", [caught(fun() -> open_port({fd, A, B}, O) end)]) ||
        {A, B, O} <- [{-1, 1, [in]}, {0, -1, [out]}, {1 bsl 24, 1, []}, {0.0, 1, []}, {1 bsl 70, 1, [out]}]],
    erlang:system_flag(system_logger, logger).

at(P, Text) -> string:replace(Text, port_to_list(P), "PORT").

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
