%% SPDX-License-Identifier: Apache-2.0
%% process_info: each item of a waiting process, of the own one, of a dead one.
-module(process_info_items).
-export([main/0, wait/0]).

wait() -> receive stop -> ok end.

main() ->
    Main = self(),
    P = spawn(fun() -> put(k, v), process_flag(trap_exit, true), link(Main), Main ! ready, wait() end),
    receive ready -> ok end,
    M = monitor(process, P),
    P ! one, P ! {two, <<1, 2, 3>>},
    wait_until_waiting(P),
    [erlang:display(process_info(P, I)) ||
        I <- [registered_name, current_function, initial_call, status, messages, message_queue_len, dictionary,
              trap_exit, error_handler, priority, trace, sequential_trace_token, last_calls, suspending,
              min_heap_size, min_bin_vheap_size, message_queue_data, magic_ref, fullsweep_after,
              {dictionary, k}, {dictionary, none}, label, async_dist, binary]],
    [begin {I, V} = process_info(P, I), erlang:display({I, is_integer(V), V > 0}) end ||
        I <- [heap_size, total_heap_size, stack_size, memory, reductions]],
    erlang:display(process_info(P, links) =:= {links, [Main]}),
    erlang:display(process_info(P, monitored_by) =:= {monitored_by, [Main]}),
    erlang:display(process_info(Main, monitors) =:= {monitors, [{process, P}]}),
    erlang:display(process_info(P, parent) =:= {parent, Main}),
    erlang:display(process_info(P, group_leader) =:= {group_leader, group_leader()}),
    {current_location, {_, Fn, A, L}} = process_info(P, current_location),
    erlang:display({Fn, A, [Line || {line, Line} <- L]}),
    {current_stacktrace, S} = process_info(P, current_stacktrace),
    erlang:display([{F1, A1} || {_, F1, A1, _} <- S]),
    {_, GC} = process_info(P, garbage_collection),
    erlang:display([K || {K, _} <- GC]),
    {_, GI} = process_info(P, garbage_collection_info),
    erlang:display([{K, is_integer(V)} || {K, V} <- GI]),
    {_, BT} = process_info(P, backtrace),
    erlang:display(is_binary(BT)),
    erlang:display([K || {K, _} <- process_info(P)]),
    erlang:display(process_info(P, [status, links]) =:= [{status, waiting}, {links, [Main]}]),
    erlang:display(process_info(P, [registered_name])),
    register(a_name, P),
    erlang:display(process_info(P, [registered_name, priority, registered_name])),
    erlang:display(hd(process_info(P))),
    erlang:display(process_info(self(), status)),
    erlang:display(process_info(self(), current_function)),
    self() ! hello,
    erlang:display(process_info(self(), [message_queue_len, messages])),
    demonitor(M),
    unlink(P),
    exit(P, kill),
    erlang:display(process_info(P)),
    erlang:display(process_info(P, status)),
    erlang:display(process_info(P, [])),
    erlang:display(process_info(self(), [])),
    H = spawn(fun() -> erlang:hibernate(?MODULE, wait, []) end),
    wait_until_waiting(H),
    erlang:display(process_info(H, current_function)),
    erlang:display(process_info(H, status)),
    F = spawn(erlang, apply, [fun() -> wait() end, []]),
    erlang:display(process_info(F, initial_call)),
    ok.

wait_until_waiting(P) ->
    case process_info(P, status) of
        {status, waiting} -> ok;
        _ -> erlang:yield(), wait_until_waiting(P)
    end.
