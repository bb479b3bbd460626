%% SPDX-License-Identifier: Apache-2.0
%% erlang:system_info/1 about several allocators at once: the shape of the answers, which name the allocators asked for.
-module(os_system_info_allocators).
-export([main/0]).

main() ->
    All = erlang:system_info(alloc_util_allocators),
    io:format("~p~n", [lists:sort(All)]),
    [io:format("~p ~p: ~p~n", [Kind, Names, names(Kind, Names)])
     || Kind <- [allocator, allocator_sizes],
        Names <- [All, [sys_alloc], [ets_alloc, sys_alloc], [test_alloc], [none], [ets_alloc, none], [ets_alloc | x], [ets_alloc, ets_alloc], [1], []]],
    Size = erts_debug:alloc_blocks_size(ets_alloc),
    io:format("~p~n", [Size =:= undefined orelse is_integer(Size)]).

names(Kind, Names) ->
    try [{Name, Value =:= false orelse is_list(Value)} || {Name, Value} <- erlang:system_info({Kind, Names})]
    catch C:R -> {C, R}
    end.
