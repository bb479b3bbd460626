%% SPDX-License-Identifier: Apache-2.0
%% Links and monitors as records (erts_debug:get_internal_state).
-module(debug_link_records).
-export([main/0]).

main() ->
    erts_debug:set_internal_state(available_internal_state, true),
    P = spawn(fun() -> receive stop -> ok end end),
    link(P),
    R = monitor(process, P),
    register(debug_link_records, P),
    R2 = monitor(process, debug_link_records),
    _ = process_info(P, links),  % what was sent has come
    [{erl_link, process, P, linked, Id}] = [L || {erl_link, _, O, _, _} = L <- get(self(), link_list), O =:= P],
    [{erl_link, process, Self, linked, Id2}] = get(P, link_list),
    erlang:display({is_integer(Id), is_integer(Id2), Self =:= self()}),
    [erlang:display([{T, D, O =:= P, N} || {erl_monitor, T, D, Ref, O, N} <- get(self(), monitor_list), Ref =:= Each]) || Each <- [R, R2]],
    [erlang:display([{T, D, O =:= self(), N} || {erl_monitor, T, D, Ref, O, N} <- get(P, monitor_list), Ref =:= Each]) || Each <- [R, R2]],
    unlink(P),
    _ = process_info(P, links),
    erlang:display(get(P, link_list)),
    exit(P, kill).

get(P, What) -> erts_debug:get_internal_state({What, P}).
