%% SPDX-License-Identifier: Apache-2.0
%% A table does not go to a process that has the pid of its heir, who is dead; and what else tests ask the machine for.
%% alone
-module(ets_heir_pid_used_again).
-export([main/0]).

main() ->
    ok = logger:set_primary_config(level, none),
    _ = erts_debug:set_internal_state(available_internal_state, true),
    erlang:display(heir(100)),
    erlang:display(numbers()),
    erlang:display(names()),
    erlang:display([refused(I, V) || {I, V} <- [{next_pid, a}, {next_pid, -1}, {colliding_names, a}, {colliding_names, {a, -1}},
                                                {colliding_names, {1, 2}}, {colliding_names, {a, 1, 2}}]]),
    erlang:display(erts_debug:get_internal_state('DbTable_words')).

heir(0) -> gave_up;
heir(Tries) ->
    Next = erts_debug:get_internal_state(next_pid),
    Self = self(),
    {Owner, OwnerRef} = spawn_monitor(fun() ->
        Heir = receive {heir, H} -> H end,
        T = ets:new(left, [named_table, {heir, Heir, data}]),
        Self ! {made, ets:info(T, heir) =:= Heir},
        receive die -> Self ! {still, ets:info(T, heir) =:= Heir} end
    end),
    {Heir, HeirRef} = spawn_monitor(fun() -> receive die -> ok end end),
    Owner ! {heir, Heir},
    Made = receive {made, M} -> M end,
    Heir ! die,
    receive {'DOWN', HeirRef, _, _, _} -> ok end,
    _ = erts_debug:set_internal_state(next_pid, Next),
    {Other, OtherRef} = spawn_monitor(fun() -> receive M1 -> exit(M1) end end),
    Owner ! die,
    Still = receive {still, S} -> S end,
    receive {'DOWN', OwnerRef, _, _, _} -> ok end,
    Gone = ets:whereis(left),
    Other ! nothing_came,
    Got = receive {'DOWN', OtherRef, _, _, R} -> R end,
    case Other of
        Heir -> {Made, Still, Gone, Got};
        _ -> heir(Tries - 1)
    end.

numbers() ->
    Far = 1 bsl 27,
    After = erts_debug:set_internal_state(next_pid, Far),
    P = spawn(fun() -> ok end),
    Known = list_to_pid("<0." ++ integer_to_list(After) ++ ".0>"),
    {After > Far, P =:= Known orelse P > Known, erts_debug:get_internal_state(next_pid) > After}.

names() ->
    Names = erts_debug:set_internal_state(colliding_names, {some_name, 5}),
    Tables = [ets:new(N, [named_table]) || N <- [some_name | Names], ets:whereis(N) =:= undefined],
    Renamed = ets:rename(some_name, other_name),
    {length(Names), lists:member(some_name, Names), length(lists:usort(Names)), erts_debug:set_internal_state(colliding_names, {a, 0}),
     lists:all(fun(T) -> ets:whereis(T) =/= undefined end, Tables -- [some_name]), Renamed, ets:whereis(some_name)}.

refused(Item, Value) ->
    try erts_debug:set_internal_state(Item, Value) catch error:R -> R end.
