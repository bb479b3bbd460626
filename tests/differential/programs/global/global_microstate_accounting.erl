%% alone
%% erlang:system_flag(microstate_accounting, _) and statistics(microstate_accounting): which threads and states there are,
%% that states which happen are counted while it is on, and that nothing is while it is off.
-module(global_microstate_accounting).
-export([main/0]).

main() ->
    Start = erlang:statistics(microstate_accounting),
    p(lists:usort([{Type, lists:sort(maps:keys(Thread)), lists:sort(maps:keys(Counters))}
                   || #{type := Type, counters := Counters} = Thread <- Start])),
    p([lists:sort([Id || #{type := T, id := Id} <- Start, T =:= Type]) =:= Ids
       || {Type, Ids} <- [{scheduler, lists:seq(1, erlang:system_info(schedulers))},
                          {dirty_cpu_scheduler, lists:seq(1, erlang:system_info(dirty_cpu_schedulers))},
                          {dirty_io_scheduler, lists:seq(1, erlang:system_info(dirty_io_schedulers))},
                          {async, lists:seq(0, erlang:system_info(thread_pool_size) - 1)},
                          {aux, [1]},
                          {poll, [0]}]]),
    p([State || {State, Time} <- sums(), Time =/= 0]),
    p([flag(Value) || Value <- [false, true, true, reset, false, reset, foo, 1, true]]),
    work(),
    Sums = sums(),
    p([{State, proplists:get_value(State, Sums) > 0} || State <- [check_io, emulator, gc, port, sleep]]),
    p([State || {State, Time} <- sums(), Time < proplists:get_value(State, Sums)]),
    p([flag(false), flag(reset)]),
    work(),
    p([State || {State, Time} <- sums(), Time =/= 0]),
    p([flag(true), flag(false)]).

%% Something of every state.
work() ->
    Port = open_port({spawn, "cat"}, []),
    [begin Port ! {self(), {command, "x"}}, receive {Port, {data, _}} -> ok end end || _ <- lists:seq(1, 20)],
    Port ! {self(), close},
    receive {Port, closed} -> ok end,
    [erlang:garbage_collect() || _ <- lists:seq(1, 20)],
    receive after 20 -> ok end.

sums() ->
    Add = fun(#{counters := Counters}, Sums) -> maps:merge_with(fun(_, A, B) -> A + B end, Counters, Sums) end,
    lists:sort(maps:to_list(lists:foldl(Add, #{}, erlang:statistics(microstate_accounting)))).

flag(Value) -> try erlang:system_flag(microstate_accounting, Value) catch C:E -> {C, E} end.

p(T) -> io:format("~p~n", [T]).
