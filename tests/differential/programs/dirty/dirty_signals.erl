%% SPDX-License-Identifier: Apache-2.0
%% A process whose native runs on a dirty thread: it is asked about, gets messages, is suspended, is killed. Nobody waits
%% for the native to return, but who suspends.
-module(dirty_signals).
-export([main/0]).

main() ->
    Long = 60000,
    {P, Ref} = spawn_opt(fun() -> receive go -> ok end, ok = erts_debug:dirty_io(wait, Long), done end, [monitor]),
    P ! go,
    wait_until(P, {current_function, {erts_debug, dirty_io, 2}}),
    [P ! {message, N} || N <- [1, 2, 3]],
    erlang:display([process_info(P, I) || I <- [current_function, initial_call, message_queue_len, messages, links, trap_exit,
                                                 monitors]]),
    {current_stacktrace, [{M, F, A, _} | _]} = process_info(P, current_stacktrace),
    erlang:display({M, F, A}),
    erlang:display(is_process_alive(P)),
    Old = element(2, process_info(P, group_leader)),
    true = group_leader(self(), P),
    erlang:display({group_leader, element(2, process_info(P, group_leader)) =:= self(), Old =:= group_leader()}),
    true = register(it, P),
    erlang:display({process_info(P, registered_name), whereis(it) =:= P}),
    link(P),
    erlang:display({links, lists:keyfind(links, 1, process_info(P)) =:= {links, [self()]}}),
    unlink(P),
    erlang:display(erlang:check_process_code(P, lists)),
    T = ets:new(t, [public, {heir, self(), mine}]),
    true = ets:give_away(T, P, it_is_yours),
    exit(P, boom),
    receive {'DOWN', Ref, process, P, Why} -> erlang:display({down, Why}) end,
    receive {'ETS-TRANSFER', T, P, Data} -> erlang:display({heir, Data}) end,
    erlang:display({is_process_alive(P), process_info(P), whereis(it), lists:member(P, processes())}),
    suspended(),
    trapping(),
    many().

%% Suspended when it is back: until then it is shown as what it is.
suspended() ->
    {P, Ref} = spawn_monitor(fun() -> erts_debug:dirty_io(wait, 500), exit(done) end),
    wait_until(P, {current_function, {erts_debug, dirty_io, 2}}),
    wait_until(P, {status, running}),  % until a thread has taken it, it is runnable
    true = erlang:suspend_process(P, [asynchronous]),
    erlang:display([process_info(P, status), process_info(P, current_function)]),
    wait_until(P, {status, suspended}),
    true = erlang:resume_process(P),
    receive {'DOWN', Ref, process, P, Why} -> erlang:display(Why) end,
    %% And resumed before it is back.
    {Q, Ref2} = spawn_monitor(fun() -> erts_debug:dirty_io(wait, 300), exit(done_too) end),
    wait_until(Q, {current_function, {erts_debug, dirty_io, 2}}),
    true = erlang:suspend_process(Q, [asynchronous]),
    true = erlang:resume_process(Q),
    receive {'DOWN', Ref2, process, Q, Why2} -> erlang:display(Why2) end.

trapping() ->
    {P, Ref} = spawn_monitor(fun() ->
        process_flag(trap_exit, true),
        ok = erts_debug:dirty_io(wait, 300),
        receive {'EXIT', _, R} -> exit({got, R}) end
    end),
    wait_until(P, {current_function, {erts_debug, dirty_io, 2}}),
    exit(P, please),
    erlang:display(element(2, process_info(P, message_queue_len))),
    receive {'DOWN', Ref, process, P, Why} -> erlang:display(Why) end.

%% More than there are threads; they are killed before most of them have run.
many() ->
    process_flag(trap_exit, true),
    Pids = [spawn_link(fun() -> erts_debug:dirty_io(wait, 60000) end) || _ <- lists:seq(1, 15)],
    [exit(P, kill) || P <- Pids],
    erlang:display(lists:usort([receive {'EXIT', P, Why} -> Why end || P <- Pids])).

wait_until(P, Info) ->
    case process_info(P, element(1, Info)) of
        Info -> ok;
        _ -> receive after 5 -> wait_until(P, Info) end
    end.
