%% SPDX-License-Identifier: Apache-2.0
%% The forms of what statistics/1 answers, and that its counters grow.
-module(os_statistics).
-export([main/0, id/1]).

main() ->
    [d({K, form(t(fun() -> statistics(id(K)) end))}) ||
        K <- [context_switches, garbage_collection, reductions, exact_reductions, run_queue, runtime, wall_clock,
              total_run_queue_lengths, total_active_tasks, scheduler_wall_time, foo, 1, {a, b}]],
    {R0, _} = statistics(exact_reductions),
    {G0, W0, 0} = statistics(garbage_collection),
    d(length(lists:foldl(fun(X, Acc) -> [X | lists:sublist(Acc, 100)] end, [], lists:seq(1, 2000)))),
    {R1, R} = statistics(exact_reductions),
    {G1, W1, 0} = statistics(garbage_collection),
    d([R1 > R0, R1 - R0 =:= R, G1 > G0, W1 > W0]),
    {T0, _} = statistics(wall_clock),
    receive after 20 -> ok end,
    {T1, T} = statistics(wall_clock),
    d([T1 - T0 >= 19, T =:= T1 - T0]).

form(X) when is_integer(X) -> integer;
form(T) when is_tuple(T) -> list_to_tuple([form(X) || X <- tuple_to_list(T)]);
form(X) -> X.
%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
