-module(terminal_start_interactive).
%% alone
%% shell:start_interactive without a terminal: a shell that ends is told, a second one is refused.
-export([main/0]).

main() ->
    io:format("before~n"),
    io:format("~p~n", [shell:whereis()]),
    application:set_env(stdlib, shell_slogan, "slogan"),
    Self = self(),
    io:format("~p~n", [shell:start_interactive({erlang, spawn, [fun() -> Self ! {shell, self(), group_leader()}, receive stop -> exit(stopped) end end]})]),
    {Shell, Leader} = receive {shell, P, L} -> {P, L} end,
    io:format("~p~n", [shell:start_interactive()]),
    io:format("~p~n", [shell:start_interactive(noshell)]),
    io:format("~p~n", [user_drv:whereis_group() =:= Leader]),
    io:format(Leader, "through the group~n", []),
    _ = monitor(process, Leader),
    Shell ! stop,
    receive {'DOWN', _, _, _, Reason} -> io:format("~p~n", [Reason]) end,
    io:format("after~n").
