-module(terminal_user_drv).
%% alone
%% user_drv, for a program that has printed before and asks for it then: whereis, sys, shell:start_interactive/1. `user` is the
%% same before and after.
-export([main/0]).

main() ->
    User = whereis(user),
    io:format("before~n"),
    io:format("~p~n", [is_pid(whereis(user_drv))]),
    io:format("~p~n", [lists:member(user_drv, registered())]),
    io:format("~p~n", [lists:member(whereis(user_drv), processes())]),
    io:format("~p~n", [proc_lib:translate_initial_call(whereis(user_drv))]),
    io:format("~p~n", [element(1, sys:get_state(user_drv))]),
    io:format("~p~n", [{User =:= whereis(user), user_drv:whereis_group() =:= User}]),
    {links, Links} = process_info(whereis(user_drv), links),
    io:format("~p~n", [{lists:member(User, Links), lists:member(whereis(user_drv_writer), Links)}]),
    io:format("~p~n", [process_info(User, parent) =:= {parent, whereis(user_drv)}]),
    {dictionary, D} = process_info(whereis(user_drv), dictionary),
    [User, Supervisor, kernel_sup | _] = proplists:get_value('$ancestors', D),
    io:format("~p~n", [supervisor:which_children(kernel_sup) =/= []]),
    io:format("~p~n", [[P || {user, P, _, _} <- supervisor:which_children(kernel_sup)] =:= [Supervisor]]),
    io:format("~p~n", [user_drv:start(#{}) =:= {error, {already_started, whereis(user_drv)}}]),
    io:format("~p~n", [shell:start_interactive(noshell)]),
    io:format("~p ~ts~n", [proplists:get_value(encoding, io:getopts(user)), [228, 8364]]),
    _ = [spawn_monitor(fun() -> io:format("~s~n", [lists:duplicate(3000, $a)]) end) || _ <- lists:seq(1, 10)],
    _ = [receive {'DOWN', _, _, _, normal} -> ok end || _ <- lists:seq(1, 10)],
    own_user(User).

%% Somebody else may take the name: what others print through `user` as it was still comes out.
own_user(User) ->
    Self = self(),
    Own = spawn(fun() -> unregister(user), register(user, self()), Self ! ready, receive stop -> ok end end),
    receive ready -> ok end,
    io:format("~p~n", [length([P || P <- processes(), P =:= Own])]),
    Own ! stop,
    _ = monitor(process, Own),
    receive {'DOWN', _, _, _, _} -> ok end,
    io:format("~p~n", [register(user, User)]).
