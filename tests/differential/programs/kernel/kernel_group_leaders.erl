%% SPDX-License-Identifier: Apache-2.0
%% What processes of the kernel write through their group leader reaches the output, and so does what init is asked to write.
-module(kernel_group_leaders).
-export([main/0]).

main() ->
    {group_leader, Kernel} = process_info(whereis(kernel_sup), group_leader),
    Init = whereis(init),
    [through(Name, Leader) || {Name, Leader} <- [{kernel, Kernel}, {init, Init}]],
    [show(Name, Kernel =:= leader(Name)) || Name <- [code_server, file_server_2, rex, logger_sup, kernel_safe_sup]],
    show(master, leader(Kernel) =:= Kernel),
    show(started_from_start, [leader(Name) =:= Init || Name <- [logger, erl_prim_loader, application_controller]]).

through(Name, Leader) ->
    S = self(),
    P = spawn(fun() ->
                  group_leader(Leader, self()),
                  S ! {self(), [catch_(fun() -> io:format("~p through ~p~n", [X, Name]) end) || X <- [one, two]]},
                  S ! {self(), catch_(fun() -> io:format("~p~n", x) end)}
              end),
    [receive {P, X} -> show(Name, X) after 3000 -> show(Name, timeout) end || _ <- [1, 2]].

leader(Name) when is_atom(Name) -> leader(whereis(Name));
leader(Pid) -> element(2, process_info(Pid, group_leader)).

catch_(F) -> try F() catch C:R -> {C, R} end.

show(Name, Value) -> io:format("~p: ~p~n", [Name, Value]).
