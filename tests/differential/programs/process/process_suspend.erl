%% SPDX-License-Identifier: Apache-2.0
%% suspend_process and resume_process: nothing is received while it lasts, it counts, it ends with the suspender.
-module(process_suspend).
-export([main/0]).

echo() -> receive {P, X} -> P ! {echo, X}, echo() end.
heard(T) -> receive {echo, X} -> X after T -> nothing end.

main() ->
    P = spawn(fun echo/0),
    P ! {self(), 1},
    erlang:display(heard(1000)),
    erlang:display(erlang:suspend_process(P)),
    erlang:display(process_info(P, status)),
    P ! {self(), 2},
    erlang:display(heard(30)),
    erlang:display(erlang:suspend_process(P)),
    erlang:display(erlang:suspend_process(P, [unless_suspending])),
    erlang:display(process_info(self(), suspending) =:= {suspending, [{P, 2, 0}]}),
    erlang:display(erlang:resume_process(P)),
    erlang:display(heard(30)),
    erlang:display(erlang:resume_process(P)),
    erlang:display(heard(1000)),
    erlang:display(catch element(1, element(2, (catch erlang:resume_process(P))))),
    S = self(),
    Q = spawn(fun() -> erlang:suspend_process(P), S ! done, receive stop -> ok end end),
    receive done -> ok end,
    P ! {self(), 3},
    erlang:display(heard(30)),
    Q ! stop,
    erlang:display(heard(1000)),
    erlang:display(erlang:suspend_process(P, [asynchronous])),
    erlang:display(erlang:resume_process(P)),
    erlang:display(erlang:suspend_process(P)),
    exit(P, kill),
    M = monitor(process, P),
    receive {'DOWN', M, process, _, R} -> erlang:display(R) end.
