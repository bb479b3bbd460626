-module(terminal_own_user).
%% alone
%% A program that puts its own process in the place of `user`, and then asks for all processes: what is printed through the old
%% one still comes out.
-export([main/0]).

main() ->
    User = whereis(user),
    Self = self(),
    Own = spawn(fun() -> unregister(user), register(user, self()), Self ! ready, receive stop -> ok end end),
    receive ready -> ok end,
    io:format("~p~n", [{group_leader() =:= User, whereis(user) =:= Own}]),
    io:format("~p~n", [lists:member(Own, processes())]),
    io:format("~p~n", [is_list(registered())]),
    io:format("still printed~n").
