%% SPDX-License-Identifier: Apache-2.0
%% alone
%% Output that is no iodata is reported, too.
-module(port_badsig_report).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    Port = open_port({spawn, "cat"}, []),
    Self = self(),
    erlang:system_flag(system_logger, Self),
    Port ! {self(), {command, [a]}},
    {'EXIT', {badarg, _}} = (catch port_command(Port, [a | b])),
    [receive {log, Level, Format, Args, _} -> io:format("~p ~p~n", [Level, lists:flatten(io_lib:format(Format, Args))]) after 2000 -> io:format("none~n") end || _ <- [1, 2]],
    io:format("~p~n", [receive {'EXIT', Port, R} -> R after 1000 -> none end]),
    erlang:system_flag(system_logger, logger).
