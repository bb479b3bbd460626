%% SPDX-License-Identifier: Apache-2.0
%% alone
%% exit: 7
%% What halt/1 refuses: the exception is its own, not that of halt/2; and it is no builtin.
-module(exception_of_halt).
-export([main/0]).

main() ->
    lists:foreach(fun refused/1, [foo, -1, [a], 1.5, "text" ++ tail, {0}]),
    io:format("~p ~p~n", [erlang:is_builtin(erlang, halt, N) || N <- [0, 1]]),
    io:format("~p~n", [[N || N <- [0, 1, 2], erlang:function_exported(erlang, halt, N)]]),
    io:format("~p ~p~n", [fun erlang:halt/1 =:= fun erlang:halt/1, erlang:fun_info(fun erlang:halt/1, type)]),
    Own = self(),
    spawn(fun() -> Own ! (catch erlang:halt(foo)) end),
    receive {'EXIT', {Reason, [First | _]}} -> io:format("~p~n~p~n", [Reason, First]) end,
    %% By way of a fun, so that nothing stands for a constant.
    Halt = fun erlang:halt/1,
    Halt(7).

refused(Status) ->
    try
        {erlang:halt(Status)}
    catch
        Class:Reason:Stack ->
            io:format("~p ~p ~p~n", [Class, Reason, hd(Stack)]),
            io:format("~ts~n", [erl_error:format_exception(Class, Reason, lists:sublist(Stack, 1))])
    end.
