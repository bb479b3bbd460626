%% SPDX-License-Identifier: Apache-2.0
%% Many programs at once.
-module(port_many).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    Ports = [{N, open_port({spawn, "sh -c 'read x; echo $x; exit " ++ integer_to_list(N rem 7) ++ "'"}, [exit_status, {line, 100}])} || N <- lists:seq(1, 60)],
    [P ! {self(), {command, [integer_to_list(N), 10]}} || {N, P} <- Ports],
    io:format("~p~n", [[N || {N, P} <- Ports, messages(P) =/= [{data, {eol, integer_to_list(N)}}, {exit_status, N rem 7}, {exit, normal}]]]).

%% All messages up to the end of the port, its name taken out.
messages(Port) ->
    receive
        {Port, What} -> [What | messages(Port)];
        {'EXIT', Port, Reason} -> [{exit, Reason}]
    after 5000 -> [timeout]
    end.
