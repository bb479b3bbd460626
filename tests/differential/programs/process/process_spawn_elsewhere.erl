%% SPDX-License-Identifier: Apache-2.0
%% Processes, calls and messages to a node that cannot be reached.
-module(process_spawn_elsewhere).
-export([main/0]).

main() ->
    #{level := Level} = logger:get_primary_config(),
    ok = logger:set_primary_config(level, none),
    N = 'a@b',
    [r(fun() -> spawn_request(N, lists, seq, [1, 2], O) end) ||
        O <- [[], [{reply_tag, tag}, monitor], [{reply, no}], [{reply, success_only}, link], [{reply, error_only}], [nonsense], [{priority, high}], x]],
    r(fun() -> spawn_request(N, lists, seq, x, []) end),
    r(fun() -> spawn_request(N, 1, seq, [], []) end),
    r(fun() -> spawn_request(1, lists, seq, [], []) end),
    r(fun() -> spawn(N, lists, seq, [1, 2]) end),
    r(fun() -> spawn(N, fun() -> ok end) end),
    r(fun() -> process_flag(trap_exit, true), spawn_link(N, lists, seq, [1, 2]) end),
    r(fun() -> spawn_monitor(N, lists, seq, [1, 2]) end),
    r(fun() -> spawn_opt(N, lists, seq, [1, 2], [link, monitor]) end),
    r(fun() -> erpc:call(N, lists, seq, [1, 2]) end),
    r(fun() -> rpc:call(N, lists, seq, [1, 2]) end),
    r(fun() -> {x, N} ! hello end),
    r(fun() -> gen_server:call({x, N}, hello) end),
    r(fun() -> spawn_request(node(), lists, seq, [1, 2], []) end),
    ok = logger:set_primary_config(level, Level).

r(F) ->
    R = try F() catch C:E -> {C, E} end,
    M = receive X -> X after 20 -> none end,
    receive {'EXIT', _, _} = Exit -> show({plain(R), plain(M), plain(Exit)}) after 0 -> show({plain(R), plain(M)}) end.

plain(T) when is_tuple(T) -> list_to_tuple([plain(X) || X <- tuple_to_list(T)]);
plain(R) when is_reference(R) -> a_reference;
plain(P) when is_pid(P) -> a_pid;
plain(L) when is_list(L) -> a_list;
plain(X) -> X.

show(X) -> erlang:display(X).
