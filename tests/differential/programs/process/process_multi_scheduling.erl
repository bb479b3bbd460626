%% SPDX-License-Identifier: Apache-2.0
%% system_flag(multi_scheduling, _): who blocks, how often; processes and timers go on meanwhile; a blocker that dies
%% blocks nothing.
-module(process_multi_scheduling).
-export([main/0]).

main() ->
    d(flag(block)), d(flag(block)), d(info()), d(flag(block_normal)),
    pairs(50),
    d(flag(unblock)), d(flag(unblock)), d(info()), d(flag(unblock)),
    d(flag(unblock_normal)), d(flag(unblock_normal)), d(info()),
    pairs(50),
    {P, R} = spawn_monitor(fun() -> flag(block), receive stop -> ok end end),
    wait_until(fun() -> erlang:system_info(multi_scheduling) =:= blocked end),
    d(erlang:system_info(multi_scheduling_blockers) =:= [P]),
    pairs(50),
    P ! stop,
    receive {'DOWN', R, _, _, _} -> ok end,
    wait_until(fun() -> erlang:system_info(multi_scheduling) =:= enabled end),
    pairs(50),
    d(catch erlang:system_flag(multi_scheduling, nonsense)).

flag(X) -> erlang:system_flag(multi_scheduling, X).
info() ->
    Self = self(),
    {erlang:system_info(multi_scheduling), [P =:= Self || P <- erlang:system_info(multi_scheduling_blockers)],
     [P =:= Self || P <- erlang:system_info(normal_multi_scheduling_blockers)]}.

pairs(N) ->
    Ps = [spawn_monitor(fun() -> receive after I rem 7 -> exit(lists:sum(lists:seq(1, 500))) end end) || I <- lists:seq(1, N)],
    [receive {'DOWN', R, _, P, 125250} -> ok end || {P, R} <- Ps].

wait_until(F) -> case F() of true -> ok; false -> receive after 1 -> wait_until(F) end end.
d({'EXIT', {Reason, _}}) -> erlang:display({'EXIT', Reason});
d(X) -> erlang:display(X).
