%% SPDX-License-Identifier: Apache-2.0
%% A hibernating process has a heap with no room left; looking at it from outside leaves nothing on it; awake again it
%% gets at least the heap that it asked for.
-module(process_hibernate_shrinks).
-export([main/0, sleep/1, again/1]).

main() ->
    {P, R} = spawn_opt(?MODULE, sleep, [self()], [monitor, {min_heap_size, 15000}]),
    receive ready -> ok end,
    wait_until(fun() -> process_info(P, current_function) =:= {current_function, {erlang, hibernate, 3}} end),
    [process_info(P) || _ <- lists:seq(1, 100)],
    [{heap_size, H}, {total_heap_size, T}] = process_info(P, [heap_size, total_heap_size]),
    erlang:display({H < 20, T =:= H}),
    P ! {wake_up, self()},
    receive {heap_size, Awake} -> erlang:display(Awake >= 15000) end,
    receive {'DOWN', R, process, P, Reason} -> erlang:display(Reason) end.

sleep(Parent) ->
    _ = lists:sum(lists:seq(1, 1000)),
    [erase(K) || {K, _} <- get()],
    Parent ! ready,
    erlang:hibernate(?MODULE, again, [Parent]).

again(_) ->
    receive
        {wake_up, From} ->
            _ = lists:seq(1, 20000),
            From ! process_info(self(), heap_size)
    end.

wait_until(F) -> case F() of true -> ok; false -> receive after 5 -> wait_until(F) end end.
