%% SPDX-License-Identifier: Apache-2.0
%% The heap of a process is never smaller than what was asked for when it was spawned.
%% not in mode: gc
-module(process_min_heap_size).
-export([main/0]).

main() ->
    [erlang:display({Asked, sizes([{min_heap_size, Asked}])}) || Asked <- [1000, 10000, 100000]].

sizes(Options) ->
    Self = self(),
    P = spawn_opt(fun() ->
                      First = size_now(),
                      erlang:garbage_collect(),
                      Self ! {self(), [First, size_now()]}
                  end, Options),
    receive {P, R} -> R end.

size_now() ->
    {min_heap_size, Least} = process_info(self(), min_heap_size),
    {heap_size, Size} = process_info(self(), heap_size),
    {Least, Size >= Least}.
