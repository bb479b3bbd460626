%% SPDX-License-Identifier: Apache-2.0
%% Items that are the same on every machine, and the shape of those that are not.
-module(os_system_info_of_parts).
-export([main/0]).

main() ->
    [show(I, erlang:system_info(I)) || I <- [async_dist, beam_jump_table, break_ignored, constant_pool_support,
                                             dist_buf_busy_limit, ets_always_compress, ets_realloc_moves, heap_sizes,
                                             hipe_architecture, io_thread, port_parallelism, sequential_tracer,
                                             update_cpu_info, {wordsize, internal}, {wordsize, external},
                                             {cpu_topology, defined}]],
    Max = erlang:system_info(max_integer),
    show(max_integer, [byte_size(binary:encode_unsigned(Max)), Max band 1, Max rem 1000003]),
    show(beyond, catch_reason(fun() -> Max + 1 end)),
    show(negative, catch_reason(fun() -> -Max - 1 end)),
    show(bnot_it, catch_reason(fun() -> bnot Max end)),
    show(ets_count, is_integer(erlang:system_info(ets_count))),
    T = ets:new(t, []),
    N = erlang:system_info(ets_count),
    ets:delete(T),
    show(ets_count, N - erlang:system_info(ets_count)),
    {Kind, [Major | _], Features, Settings} = erlang:system_info(allocator),
    show(allocator, {Kind, is_integer(Major), lists:member(sys_alloc, Features), lists:keymember(sys_alloc, 1, Settings)}),
    show(alloc_util_allocators, lists:all(fun is_atom/1, erlang:system_info(alloc_util_allocators))),
    [{instance, 0, [{options, [{e, true}, {m, libc} | _]}]}] = erlang:system_info({allocator, sys_alloc}),
    show(sizes, erlang:system_info({allocator_sizes, sys_alloc})),
    [show(I, catch_reason(fun() -> erlang:system_info(I) end))
     || I <- [min_integer, {wordsize, other}, {cpu_topology, other}, {allocator, other}, {allocator_sizes, other},
              {port_parallelism, 1}, {heap_sizes, 1}, {a, b, c}, "otp_release", 1]],
    Natives = erlang:system_info(snifs),
    show(natives, [lists:member(F, Natives) || F <- [{erlang, hd, 1}, {erlang, apply, 2}, {lists, map, 2}, {lists, member, 2},
                                                     {lists, reverse, 2}, {code, which, 1}, {application, get_env, 2},
                                                     {erlang, memory, 0}, {maps, get, 2}, {maps, fold, 3}, {ets, new, 2}]]),
    show(rests_of_natives, [F || {erlang, F, _} <- Natives, lists:suffix("_continue", atom_to_list(F))]),
    show(builtins, [erlang:is_builtin(M, F, A) || {M, F, A} <- [{erlang, hd, 1}, {erlang, apply, 2}, {erlang, yield, 0},
                                                                {lists, map, 2}, {code, which, 1}, {application, get_env, 2},
                                                                {erlang, memory, 0}, {erlang, hd, 42}]]),
    memory().

memory() ->
    Names = [total, processes, processes_used, system, atom, atom_used, binary, code, ets],
    All = erlang:memory(),
    show(memory, [K || {K, V} <- All, is_integer(V), V >= 0]),
    [Total, Processes, Used, System, Atom, AtomUsed, Binary, Code, Ets] = [V || {_, V} <- All],
    show(memory, [Total =:= Processes + System, Used =< Processes, AtomUsed =< Atom, Atom + Binary + Code + Ets =< System]),
    show(memory, [K || {K, _} <- erlang:memory(Names)] =:= Names),
    show(memory, [is_integer(erlang:memory(K)) || K <- Names]),
    show(memory, erlang:memory([])),
    [show(memory, catch_reason(fun() -> erlang:memory(X) end)) || X <- [other, [other], [total, other], 1]],
    B0 = erlang:memory(binary),
    Big = binary:copy(<<"x">>, 1000000),
    show(grows, erlang:memory(binary) - B0 >= 1000000),
    show(size, byte_size(Big)),
    erlang:garbage_collect(),
    P0 = erlang:memory(processes_used),
    L = lists:seq(1, 1000000),  % far more than what others give back meanwhile
    erlang:garbage_collect(),
    show(grows, erlang:memory(processes_used) - P0 >= 10000000),
    show(length, length(L)),
    T = ets:new(t, []),
    E0 = erlang:memory(ets),
    ets:insert(T, [{N, N} || N <- lists:seq(1, 1000)]),
    show(grows, erlang:memory(ets) - E0 >= 1000 * 5 * 8).

catch_reason(F) ->
    try F() catch _:R -> R end.

show(Name, Value) ->
    io:format("~w ~w~n", [Name, Value]).
