%% SPDX-License-Identifier: Apache-2.0
%% What a map for max_heap_size does not say is as erlang:system_flag(max_heap_size, _) has it; binaries outside the heap
%% count if they are to.
%% alone
-module(process_max_heap_size_defaults).
-export([main/0]).

main() ->
    Old = erlang:system_flag(max_heap_size, #{size => 0, kill => false, error_logger => false}),
    d([asked(O) || O <- [5000, #{size => 5000}, #{size => 5000, kill => true}, #{size => 5000, include_shared_binaries => true}]]),
    d(ended(fun() -> grow(100000, []) end, #{size => 5000})),
    d(ended(fun() -> grow(100000, []) end, #{size => 5000, kill => true})),
    Now = process_flag(max_heap_size, #{size => 0}),
    d(lists:sort(maps:to_list(Now))),
    {_, Mine} = process_info(self(), max_heap_size),
    d(lists:sort(maps:to_list(Mine))),
    _ = erlang:system_flag(max_heap_size, #{size => 0, kill => true, error_logger => false, include_shared_binaries => true}),
    d(lists:sort(maps:to_list(erlang:system_info(max_heap_size)))),
    d(ended(fun() -> keep(10, []) end, #{size => 20000})),
    d(ended(fun() -> keep(10, []) end, #{size => 20000, include_shared_binaries => false})),
    d(ended(fun() -> keep(10, []) end, #{size => 2000000})),
    _ = erlang:system_flag(max_heap_size, Old),
    d(asked(5000)).

asked(Option) ->
    {P, R} = spawn_opt(fun() -> receive go -> ok end end, [monitor, {max_heap_size, Option}]),
    {_, Max} = process_info(P, max_heap_size),
    P ! go,
    receive {'DOWN', R, process, P, _} -> lists:sort(maps:to_list(Max)) end.

ended(F, Max) ->
    {P, R} = spawn_opt(F, [monitor, {max_heap_size, Max}]),
    receive {'DOWN', R, process, P, Reason} -> Reason end.

grow(0, A) -> length(A), ok;
grow(N, A) -> grow(N - 1, [x | A]).

%% The binaries live as long as the process does.
keep(0, A) -> length(A), ok;
keep(N, A) ->
    B = binary:copy(<<N>>, 160000),
    erlang:garbage_collect(),
    keep(N - 1, [B | A]).

d(X) -> erlang:display(X).
