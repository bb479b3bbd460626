%% SPDX-License-Identifier: Apache-2.0
%% erts_debug:dirty_cpu/2, dirty_io/2 and dirty/3: on which kind of thread they run, how they go from one to another,
%% results from there, and exceptions, which have happened in the function that was called at first.
-module(dirty_threads).
-export([main/0, tail/2]).

main() ->
    erlang:display([erts_debug:dirty_cpu(scheduler, type), erts_debug:dirty_io(scheduler, type),
                    [erts_debug:dirty(K, scheduler, type) || K <- [normal, dirty_cpu, dirty_io]]]),
    erlang:display([erts_debug:dirty_cpu(reschedule, 1000), erts_debug:dirty_io(reschedule, 1000),
                    erts_debug:dirty(normal, reschedule, 1000)]),
    [erlang:display(failure(F, A)) ||
        F <- [dirty_cpu, dirty_io], A <- [[error, badarg], [error, undef], [error, noproc], [error, {other, "term"}],
                                          [reschedule, 1001], [nonsense, 1], [wait, x], [scheduler, x]]],
    [erlang:display(failure(dirty, A)) ||
        A <- [[normal, error, badarith], [dirty_io, error, system_limit], [dirty_cpu, error, badarg],
              [normal, reschedule, 1001], [nonsense, wait, 1]]],
    Copies = erts_debug:dirty_cpu(copy, {a, [1, 2, <<"three">>], 4.0, 1 bsl 100, lists:seq(1, 50)}),
    erlang:garbage_collect(),
    erlang:display({length(Copies), lists:usort(Copies)}),
    ok = erts_debug:dirty_io(send, self()),
    receive {ok, Me} -> erlang:display({ok, Me =:= self()}) end,
    {Pid, Ref} = spawn_monitor(erts_debug, dirty_io, [wait, 10]),
    receive {'DOWN', Ref, process, Pid, Why} -> erlang:display(Why) end,
    ok.

failure(F, A) ->
    Trace = fun([{M, Name, Arguments, _} | Rest]) -> {M, Name, Arguments, [Caller || {?MODULE, Caller, _, _} <- Rest]} end,
    Body = try apply(erts_debug, F, A), none catch error:R1:S1 -> {R1, Trace(S1)} end,
    Tail = try tail(F, A) catch error:R2:S2 -> {R2, Trace(S2)} end,
    {Body, Tail}.

tail(F, A) -> apply(erts_debug, F, A).
