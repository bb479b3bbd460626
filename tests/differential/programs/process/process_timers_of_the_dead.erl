%% SPDX-License-Identifier: Apache-2.0
%% No timer runs for a process that is dead, whether it died before the timer was made or after.
-module(process_timers_of_the_dead).
-export([main/0]).

main() ->
    {P, R} = spawn_monitor(fun() -> ok end),
    receive {'DOWN', R, process, P, normal} -> ok end,
    show(before, P),
    {Q, S} = spawn_monitor(fun() -> receive stop -> ok end end),
    Running = [erlang:start_timer(100000, Q, hej), erlang:send_after(100000, Q, hej)],
    io:format("alive: ~p~n", [[is_integer(erlang:read_timer(T)) || T <- Running]]),
    Q ! stop,
    receive {'DOWN', S, process, Q, normal} -> ok end,
    io:format("died: ~p~n", [[erlang:read_timer(T) || T <- Running]]),
    show(afterwards, Q),
    Nobody = erlang:start_timer(100000, nobody_of_this_name, hej),
    io:format("name: ~p~n", [[is_integer(erlang:read_timer(Nobody)), is_integer(erlang:cancel_timer(Nobody)),
                              erlang:read_timer(Nobody)]]).

show(What, P) ->
    io:format("~p: ~p~n", [What, [[erlang:read_timer(T), erlang:cancel_timer(T)]
                                  || T <- [erlang:start_timer(100000, P, hej), erlang:send_after(100000, P, hej)]]]).
