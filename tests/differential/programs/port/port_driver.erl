%% SPDX-License-Identifier: Apache-2.0
%% The driver of files in memory, spoken to directly.
-module(port_driver).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    [begin
         P = open_port({Kind, Name}, Options),
         io:format("~p ~p~n", [lists:nth(1, erlang:port_info(P)), [erlang:port_info(P, I) || I <- [os_pid, locking]]]),
         port_command(P, [1, <<3:32>>, "abc"]), io:format("~p~n", [answer(P)]),
         port_command(P, <<2, 100:32>>), io:format("~p~n", [answer(P)]),
         port_command(P, <<2, 100:32>>), io:format("~p~n", [answer(P)]),
         port_command(P, [30]), io:format("~p~n", [answer(P)]),
         P ! {self(), {command, [37]}}, io:format("~p~n", [answer(P)]),
         P ! {self(), {command, <<3, -5:32, 1:32>>}}, io:format("~p~n", [answer(P)]),
         P ! {self(), {command, <<3, 0:32, 9:32>>}}, io:format("~p~n", [answer(P)]),
         port_command(P, <<99, 1>>), io:format("~p~n", [answer(P)]),
         io:format("~p ~p~n", [erlang:port_info(P, input), erlang:port_info(P, output)]),
         P ! {self(), close}, io:format("~p~n", [receive {P, M} -> M after 100 -> none end]),
         io:format("~p~n", [receive {'EXIT', P, R} -> R after 100 -> none end])
     end || {Kind, Name, Options} <- [{spawn, "ram_file_drv", []}, {spawn_driver, "ram_file_drv", [binary]}, {spawn, 'ram_file_drv args', [binary, {packet, 2}]}]],
    [io:format("~p~n", [caught(fun() -> open_port(N, O) end)]) ||
        {N, O} <- [{{spawn, "ram_file_drv"}, [exit_status]}, {{spawn_driver, "ram_file_drv"}, [{busy_limits_port, disabled}]},
                   {{spawn_driver, "ram_file_dr"}, []}, {{spawn_driver, " ram_file_drv"}, []}, {{spawn_executable, "ram_file_drv"}, []},
                   {{spawn_driver, ram_file_drv}, [{busy_limits_msgq, disabled}]}]].

answer(P) -> receive {P, M} -> M after 200 -> none end.

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
