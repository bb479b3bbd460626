%% SPDX-License-Identifier: Apache-2.0
%% erlang:system_flag/2: what processes to come get that are spawned without saying otherwise.
%% alone
-module(process_heap_defaults).
-export([main/0]).

main() ->
    Flags = [fullsweep_after, min_heap_size, min_bin_vheap_size, max_heap_size],
    Old = [erlang:system_flag(F, V) || {F, V} <- lists:zip(Flags, [10, 1000, 50000, 5000000])],
    erlang:display(hide_order(Old)),
    erlang:display([hide_order(erlang:system_info(F)) || F <- Flags]),
    erlang:display(lists:sort([X || {K, _} = X <- erlang:system_info(garbage_collection), lists:member(K, Flags)])),
    erlang:display(of_new([])),
    erlang:display(of_new([{min_heap_size, 300}, {fullsweep_after, 3}, {max_heap_size, 0}])),
    erlang:display(hide_order(erlang:system_flag(max_heap_size, #{size => 4000000, kill => false}))),
    erlang:display(of_new([])),
    [erlang:display({F, V, catch_reason(fun() -> erlang:system_flag(F, V) end)})
     || {F, V} <- [{max_heap_size, 100}, {max_heap_size, bad}, {fullsweep_after, -1}, {min_heap_size, x},
                   {min_bin_vheap_size, -5}, {scheduler_wall_time, false}, {scheduler_wall_time, x},
                   {microstate_accounting, false}, {fullsweep_after, 100000}, {min_heap_size, 10}, {unknown, 1}]],
    [erlang:system_flag(F, V) || {F, V} <- lists:zip(Flags, Old)],
    erlang:display(hide_order([erlang:system_info(F) || F <- Flags])),
    erlang:display(of_new([])).

of_new(Options) ->
    Self = self(),
    P = spawn_opt(fun() -> Self ! {self(), process_info(self(), garbage_collection)} end, Options),
    receive {P, {_, L}} -> [hide_order(proplists:get_value(K, L)) || K <- [max_heap_size, min_heap_size, min_bin_vheap_size, fullsweep_after]] end.

hide_order(M) when is_map(M) -> lists:sort(maps:to_list(M));
hide_order(L) when is_list(L) -> [hide_order(X) || X <- L];
hide_order({K, M}) when is_map(M) -> {K, hide_order(M)};
hide_order(X) -> X.

catch_reason(F) -> try F() catch _:R -> R end.
