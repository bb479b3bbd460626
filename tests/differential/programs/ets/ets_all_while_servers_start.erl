%% SPDX-License-Identifier: Apache-2.0
%% Several list all tables before any server has run that owns some, and are killed at it: everybody gets an answer.
%% alone
-module(ets_all_while_servers_start).
-export([main/0]).

main() ->
    Ps = [spawn_monitor(fun run/0) || _ <- [1, 2, 3]],
    timer:sleep(300),
    [exit(P, kill) || {P, _} <- Ps],
    erlang:display([receive {'DOWN', M, _, P, Why} -> Why end || {P, M} <- Ps]),
    All = lists:sort(ets:all()),
    Mine = [ets:new(t, []) || _ <- lists:seq(1, 100)],
    erlang:display({length(lists:sort(ets:all()) -- All), length(Mine)}),
    erlang:display(lists:all(fun(P) -> is_pid(whereis(P)) end, [code_server, application_controller, kernel_sup])).

run() ->
    T = ets:new(undefined, []),
    true = lists:member(T, ets:all()),
    ets:delete(T),
    false = lists:member(T, ets:all()),
    run().
