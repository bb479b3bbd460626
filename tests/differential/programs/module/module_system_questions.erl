%% SPDX-License-Identifier: Apache-2.0
%% alone
%% Small questions that OTP's own modules ask the emulator: nodes with information, system processes, libraries that are
%% not there, coverage, what is monitored.
-module(module_system_questions).
-export([main/0]).

main() ->
    [show({T, try_(fun() -> nodes(T, O) end)}) ||
        T <- [this, known, visible, hidden, connected, [this, known], [visible], [], x, [x], [this | x]],
        O <- [#{}, #{connection_id => true}, #{node_type => true}, #{node_type => false}, #{x => true}, #{node_type => x}, x]],
    P = spawn(fun() -> ok end),
    R = monitor(process, P),
    receive {'DOWN', R, _, _, _} -> ok end,
    show([try_(fun() -> erts_internal:is_system_process(X) end) || X <- [self(), whereis(erts_code_purger), whereis(code_server), P, x, make_ref()]]),
    show([try_(fun() -> erts_internal:is_process_executing_dirty(X) end) || X <- [self(), P, x]]),
    show([try_(fun() -> erts_internal:system_check(X) end) || X <- [schedulers, x]]),
    show([erlang:system_monitor(), erlang:system_profile()]),
    show([try_(fun() -> prim_tty:isatty(X) end) || X <- [x, "stdin"]]),
    show([try_(fun() -> erlang:load_nif(X, 0) end) || X <- ["/none/lib", "./none", "none", "", <<"/none/binary">>, x, [a | b], 1]]),
    File = filename:join("/tmp", "gleamr_module_system_questions_" ++ os:getpid()),
    ok = file:write_file(File ++ ".so", "no library"),
    {error, {load_failed, Text}} = erlang:load_nif(File, 0),
    show(lists:nthtail(length("Failed to load NIF library: '" ++ File), Text)),
    ok = file:delete(File ++ ".so"),
    show([K || {K, V} <- erlang:memory(), is_integer(V)]),
    show([try_(fun() -> erlang:memory(X) end) || X <- [[], x, [x], [total, x], 1, maximum]]),
    show([K || {K, _} <- erlang:memory([ets, total, ets])]),
    show(erlang:memory(total) >= erlang:memory(processes)),
    show([erlang:dt_get_tag(), erlang:dt_put_tag(x), erlang:dt_get_tag_data(), erlang:dt_spread_tag(true), erlang:dt_restore_tag(true)]),
    show([try_(fun() -> erlang:dt_spread_tag(x) end), try_(fun() -> erlang:dt_restore_tag(x) end)]).

try_(F) -> try F() catch C:R:S -> {C, R, element(2, hd(S)), [T || {error_info, _} = T <- element(4, hd(S))]} end.

show(X) -> erlang:display(X).
