%% SPDX-License-Identifier: Apache-2.0
%% A process that grows beyond its max_heap_size is killed, or not; it can catch nothing of it.
-module(process_max_heap_size).
-export([main/0]).

main() ->
    d(ended(fun() -> grow([]) end, #{size => 10000, error_logger => false})),
    d(ended(fun() -> grow(200000, []) end, #{size => 10000, kill => false, error_logger => false})),
    d(ended(fun() -> try grow([]) catch C:E -> d({C, E}) end end, #{size => 10000, error_logger => false})),
    d(ended(fun() -> lists:seq(1, 100000), ok end, #{size => 10000, error_logger => false})),
    d(ended(fun() -> churn(300000) end, #{size => 10000, error_logger => false})).

ended(F, Max) ->
    {P, R} = spawn_opt(F, [monitor, {max_heap_size, Max}]),
    receive {'DOWN', R, process, P, Reason} -> Reason end.

grow(A) -> grow([x | A]).
grow(0, A) -> length(A), ok;
grow(N, A) -> grow(N - 1, [x | A]).
churn(0) -> ok;
churn(N) -> _ = {N, [N, N]}, churn(N - 1).

d(X) -> erlang:display(X).
