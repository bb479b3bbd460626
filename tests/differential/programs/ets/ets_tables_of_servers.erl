%% SPDX-License-Identifier: Apache-2.0
%% The tables of OTP's own servers are there from the start: the number of tables is the same before and after they are used.
-module(ets_tables_of_servers).
-export([main/0]).

main() ->
    Count = erlang:system_info(ets_count),
    _ = code:which(lists),
    _ = code:purge(ets_no_such_module),
    ok = logger:set_primary_config(level, notice),
    _ = global:registered_names(),
    show(count, erlang:system_info(ets_count) - Count),
    All = ets:all(),
    show(all, length(All) - Count),
    show(named, [{N, lists:member(N, All)} || N <- [code_server, ac_tab, logger, global_names, inet_db, none]]),
    T = ets:new(mine, []),
    show(mine, {erlang:system_info(ets_count) - Count, ets:all() -- All =:= [T]}).

show(Name, Value) -> io:format("~p: ~p~n", [Name, Value]).
