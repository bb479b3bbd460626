%% SPDX-License-Identifier: Apache-2.0
%% The limit of requests that the purger of old code has out at once: it can be set, and code is purged with any.
-module(os_system_flag_requests).
-export([main/0]).

main() ->
    Item = outstanding_system_requests_limit,
    Old = erlang:system_info(Item),
    [io:format("~p: ~p, ~p~n", [V =/= Old andalso V, relative(Old, catch_(fun() -> erlang:system_flag(Item, V) end)), relative(Old, erlang:system_info(Item))])
     || V <- [Old, 1, 0, -1, x, 1.0, 134217727, 134217728, 1 bsl 70, 3]],
    Idle = [spawn(fun() -> receive stop -> ok end end) || _ <- lists:seq(1, 100)],
    {ok, M, Code} = compile:forms([{attribute, 1, module, os_flag_purged}]),
    {module, M} = code:load_binary(M, "", Code),
    {module, M} = code:load_binary(M, "", Code),
    io:format("~p~n", [[code:purge(M), code:delete(M), code:soft_purge(M), erlang:check_old_code(M)]]),
    [P ! stop || P <- Idle],
    io:format("~p~n", [erlang:system_flag(Item, Old)]).

relative(Old, Old) -> as_at_first;
relative(_, Value) -> Value.

catch_(F) -> try F() catch C:R -> {C, R} end.
