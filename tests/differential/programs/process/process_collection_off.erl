%% SPDX-License-Identifier: Apache-2.0
%% A process that has turned its collector off only grows; what others ask its collector for waits.
-module(process_collection_off).
-export([main/0]).

main() ->
    ok = logger:set_primary_config(level, none),  % the machine warns of what comes
    erts_debug:set_internal_state(available_internal_state, true),
    builds(on_heap), builds(off_heap), inconsistent(), turned_on_again().

builds(Where) ->
    {P, R} = spawn_opt(fun() ->
        Before = lists:seq(1, 100), Term = {Before, Before},
        d(erts_debug:set_internal_state(gc_state, false)),
        d(erts_debug:set_internal_state(gc_state, false)),
        Collected = collections(),
        L = deep(20000), B = << <<N:32>> || N <- lists:seq(1, 5000) >>, F = [N * 1.0e300 || N <- lists:seq(1, 3000)],
        [self() ! {N, lists:duplicate(N, N)} || N <- lists:seq(1, 400)],
        Got = [receive {N, M} when length(M) =:= N, N * 1.0e300 > 0 -> length(M) end || N <- lists:reverse(lists:seq(1, 400))],
        true = erlang:garbage_collect(),
        d({Where, erts_debug:same(element(1, Term), element(2, Term)), length(L), byte_size(B), length(F), lists:sum(Got)}),
        d(collections() =:= Collected),
        erts_debug:set_internal_state(gc_state, true),
        erlang:garbage_collect(),
        Many = [deep(100) || _ <- lists:seq(1, 2000)],
        exit({length(Many), lists:sum(L), erlang:crc32(B), lists:sum(F) > 1.0e300, lists:sum(Before), erts_debug:same(element(1, Term), element(2, Term))})
    end, [monitor, {message_queue_data, Where}]),
    receive {'DOWN', R, process, P, Reason} -> d(Reason) end.

%% Not on the tail: the stack grows, too.
deep(0) -> [];
deep(N) -> [N | deep(N - 1)].

collections() ->
    {garbage_collection, Info} = process_info(self(), garbage_collection),
    proplists:get_value(minor_gcs, Info).

%% The heap holds what is no term, which nothing may look at.
inconsistent() ->
    Self = self(),
    P = spawn(fun() ->
        Broken = erts_debug:set_internal_state(inconsistent_heap, start),
        Self ! ready,
        receive mend -> ok end,
        N = length(deep(50000)),
        ok = erts_debug:set_internal_state(inconsistent_heap, Broken),
        erlang:garbage_collect(),
        exit({N, Broken})
    end),
    R = monitor(process, P), receive ready -> ok end,
    Asked = spawn_monitor(fun() -> exit(erlang:garbage_collect(P)) end),
    d(receive {'DOWN', _, process, _, _} -> early after 50 -> waits end),
    P ! mend,
    receive {'DOWN', R, process, P, Reason} -> d(Reason) end,
    {Pid, Ref} = Asked, receive {'DOWN', Ref, process, Pid, What} -> d(is_boolean(What)) end.

turned_on_again() ->
    Self = self(),
    P = spawn(fun() ->
        erts_debug:set_internal_state(gc_state, false), Self ! ready,
        receive on -> erts_debug:set_internal_state(gc_state, true) end,
        receive stop -> ok end
    end),
    receive ready -> ok end,
    spawn(fun() -> Self ! {collected, erlang:garbage_collect(P)} end),
    d(receive {collected, _} -> early after 50 -> waits end),
    P ! on, d(receive {collected, X} -> X end), P ! stop.

d(X) -> erlang:display(X).
