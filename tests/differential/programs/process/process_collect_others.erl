%% SPDX-License-Identifier: Apache-2.0
%% garbage_collect of oneself and of others, synchronously and not.
-module(process_collect_others).
-export([main/0]).

main() ->
    L = lists:seq(1, 1000),
    erlang:display(garbage_collect()),
    erlang:display(lists:sum(L)),
    erlang:display(garbage_collect(self())),
    erlang:display(garbage_collect(self(), [{type, minor}])),
    P = spawn(fun() -> D = lists:seq(1, 100), receive {get, From} -> From ! {sum, lists:sum(D)} end end),
    erlang:yield(),
    erlang:display(garbage_collect(P)),
    erlang:display(garbage_collect(P, [{async, my_ref}])),
    receive {garbage_collect, my_ref, R} -> erlang:display(R) end,
    erlang:display(garbage_collect(P, [{type, minor}, {async, [a, {b}]}])),
    receive {garbage_collect, [a, {b}], R2} -> erlang:display(R2) end,
    P ! {get, self()},
    receive {sum, S} -> erlang:display(S) end,
    M = monitor(process, P),
    receive {'DOWN', M, _, _, _} -> ok end,
    erlang:display(garbage_collect(P)),
    Busy = spawn(fun() -> busy(0, lists:seq(1, 50)) end),
    erlang:display([garbage_collect(Busy) || _ <- [1, 2, 3]]),
    exit(Busy, kill),
    erlang:display(lists:sum(L)).

busy(N, L) -> busy(N + length(L), lists:reverse(L)).
