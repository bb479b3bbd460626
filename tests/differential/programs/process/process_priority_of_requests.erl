%% SPDX-License-Identifier: Apache-2.0
%% A process answers what one of a higher priority asks of it, although others keep it from running.
-module(process_priority_of_requests).
-export([main/0, busy/0]).

main() ->
    Old = process_flag(priority, max),
    Leader = group_leader(),
    Other = whereis(init),
    Asked = [spawn_opt(fun wait/0, [link, {priority, P}]) || P <- [normal, low, high]],
    Busy = [spawn_opt(?MODULE, busy, [], [{priority, high}]) || _ <- lists:seq(1, 2 * erlang:system_info(schedulers))],
    receive after 20 -> ok end,
    [begin
         true = group_leader(Other, P),
         {group_leader, Other} = process_info(P, group_leader),
         P ! {message, N},
         {message_queue_len, N} = process_info(P, message_queue_len),
         true = is_process_alive(P),
         true = group_leader(Leader, P),
         {priority, _} = process_info(P, priority)
     end || N <- lists:seq(1, 20), P <- Asked],
    d([process_info(P, priority) || P <- Asked]),
    d([begin
           unlink(P),
           M = monitor(process, P),
           exit(P, bang),
           Result = try group_leader(Other, P) catch error:E -> E end,
           receive {'DOWN', M, process, P, R} -> {Result, R} end
       end || P <- Asked]),
    [exit(B, kill) || B <- Busy],
    process_flag(priority, Old),
    d(done).

wait() -> receive never -> ok end.
busy() -> busy().

d(X) -> erlang:display(X).
