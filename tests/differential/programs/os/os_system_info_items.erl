%% SPDX-License-Identifier: Apache-2.0
%% alone
%% What every machine of this release answers alike.
-module(os_system_info_items).
-export([main/0, id/1]).

main() ->
    [d({K, t(fun() -> erlang:system_info(id(K)) end)}) ||
        K <- [otp_release, version, wordsize, {wordsize, internal}, {wordsize, external}, endian, os_type, os_version, machine,
              system_architecture, atom_limit, process_limit, heap_type, smp_support, threads, debug_compiled, build_type, emu_type,
              compat_rel, context_reductions, creation, driver_version, nif_version, dynamic_trace, dynamic_trace_probes,
              fullsweep_after, min_heap_size, min_bin_vheap_size, garbage_collection, message_queue_data,
              modified_timing_level, start_time, end_time, time_correction, tolerant_timeofday, trace_control_word,
              multi_scheduling_blockers, scheduler_bind_type, logical_processors, logical_processors_online, taints,
              halt_flush_timeout, delayed_node_table_gc, foo, {wordsize, foo}, {foo, bar}, 1, "wordsize"]],
    d(lists:sort(maps:to_list(erlang:system_info(max_heap_size)))),
    [d({K, is_integer(erlang:system_info(K))}) || K <- [schedulers, schedulers_online, process_count, atom_count, thread_pool_size,
        scheduler_id, logical_processors_available]],
    d([[K || {K, _} <- erlang:system_info(S)] || S <- [os_monotonic_time_source, os_system_time_source]]),
    d(lists:prefix("Erlang/OTP 27 [erts-", erlang:system_info(system_version))),
    d(lists:last(erlang:system_info(system_version))),
    Old = erlang:system_flag(backtrace_depth, 3),
    d([Old, erlang:system_flag(backtrace_depth, 1000), erlang:system_flag(backtrace_depth, Old)]),
    d([t(fun() -> erlang:system_flag(id(F), id(V)) end) || {F, V} <- [{foo, 1}, {backtrace_depth, -1}, {backtrace_depth, a}, {1, 2},
                                                                      {schedulers_online, 0}, {schedulers_online, a}]]),
    Atoms = erlang:system_info(atom_count),
    _ = list_to_atom("an atom that nobody has " ++ integer_to_list(erlang:unique_integer([positive]))),
    d(erlang:system_info(atom_count) > Atoms).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
