%% SPDX-License-Identifier: Apache-2.0
%% not in mode: gc native_gc
%% A process that has gone beyond the smallest limit is killed, however it would have ended: what it makes last counts, too.
-module(process_max_heap_size_small).
-export([main/0]).

main() ->
    [erlang:display({Name, ended(F)}) || {Name, F} <- cases()].

cases() ->
    [{exit, fun() -> A = erlang:make_tuple(209, a), B = heap_binary(1), C = heap_binary(2), exit({A, B, C}) end},
     {list, fun() -> L = binary_to_list(<<0:10000/unit:8>>), receive _ -> ok after 0 -> ok end, L end},
     {integer, fun() -> <<N:1864/big-unit:8>> = id(<<255:1864/little-unit:8>>), exit(N) end},
     {garbage, fun() -> garbage(10000, <<>>) end},
     {caught, fun() -> catch exit(lists:seq(1, 1000)) end},
     {small, fun() -> exit(small) end}].

heap_binary(N) -> <<(id(N)):64/unit:8>>.
garbage(0, B) -> B;
garbage(N, B) -> garbage(N - 1, <<0, B/binary>>).

ended(F) ->
    {P, R} = spawn_opt(F, [monitor, {max_heap_size, #{size => 233, kill => true, error_logger => false}}]),
    receive {'DOWN', R, process, P, Reason} -> Reason end.

id(X) -> X.
