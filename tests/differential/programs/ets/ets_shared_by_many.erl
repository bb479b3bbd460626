%% SPDX-License-Identifier: Apache-2.0
%% Tables that many processes use, rename, delete and give away at once.
-module(ets_shared_by_many).
-export([main/0]).

main() ->
    Before = length(ets:all()),
    [erlang:display({Type, counters(Type)}) || Type <- [set, ordered_set]],
    [erlang:display({Type, mixed(Type)}) || Type <- [set, ordered_set, bag, duplicate_bag]],
    erlang:display(lists:usort([created(10) || _ <- lists:seq(1, 20)])),
    erlang:display(deleted_under_others(20)),
    erlang:display(renamed_under_others(300)),
    erlang:display(given_to_the_dying(100)),
    erlang:display(inherited_by_the_dying(100)),
    erlang:display(length(ets:all()) - Before).

all(Count, Fun) ->
    Self = self(),
    Pids = [spawn_link(fun() -> receive go -> ok end, Self ! {self(), Fun(N)} end) || N <- lists:seq(1, Count)],
    [P ! go || P <- Pids],
    [receive {P, Result} -> Result end || P <- Pids].

counters(Type) ->
    T = ets:new(t, [Type, public, {write_concurrency, true}]),
    ets:insert(T, [{all, 0}, {some, 0}]),
    all(8, fun(N) ->
        [begin
             ets:update_counter(T, all, 1),
             ets:update_counter(T, {own, N}, {2, 1}, {{own, N}, 0}),
             I rem 4 =:= 0 andalso ets:update_counter(T, some, [{2, 1}, {2, 1}])
         end || I <- lists:seq(1, 1000)]
    end),
    Result = {ets:lookup_element(T, all, 2), ets:lookup_element(T, some, 2),
              lists:usort([C || {{own, _}, C} <- ets:tab2list(T)])},
    ets:delete(T),
    Result.

%% Everybody puts in, finds and takes out what is its own, while others walk over the table.
mixed(Type) ->
    T = ets:new(t, [Type, public]),
    Results = all(6, fun(N) ->
        [begin
             ets:insert(T, {{N, I}, I, <<I:1024>>}),
             [{_, I, _}] = ets:lookup(T, {N, I}),
             true = ets:member(T, {N, I}),
             I rem 2 =:= 0 andalso ets:delete(T, {N, I}),
             case I rem 25 of
                 0 -> true = length(ets:select(T, [{{{N, '$1'}, '_', '_'}, [], ['$1']}])) =:= (I + 1) div 2;
                 5 -> _ = ets:select_count(T, [{{'_', '$1', '_'}, [{'>', '$1', 50}], [true]}]);
                 10 -> _ = ets:foldl(fun({_, X, _}, Sum) -> Sum + X end, 0, T);
                 _ -> ok
             end
         end || I <- lists:seq(1, 200)],
        ets:select_delete(T, [{{{N, '$1'}, '_', '_'}, [{'>', '$1', 100}], [true]}])
    end),
    Size = ets:info(T, size),
    ets:delete(T),
    {lists:usort(Results), Size}.

created(Count) ->
    Results = all(Count, fun(_) ->
        try ets:new(created_once, [named_table, public]) of
            T -> receive after 5 -> {T, ets:info(T, owner) =:= self()} end
        catch error:badarg -> lost end
    end),
    %% (One that comes after the first one's owner has died wins too.)
    lists:usort([R || R <- Results, R =/= lost]).

deleted_under_others(0) -> ok;
deleted_under_others(Times) ->
    T = ets:new(deleted, [named_table, public, case Times rem 2 of 0 -> set; 1 -> ordered_set end]),
    ets:insert(T, [{I, I} || I <- lists:seq(1, 3000)]),
    Results = all(6, fun
        (1) -> ets:delete(deleted), [];
        (2) -> until_gone(fun() -> ets:select(deleted, [{{'$1', '_'}, [], ['$1']}]) end);
        (3) -> until_gone(fun() -> ets:update_counter(deleted, 7, 1) end);
        (4) -> until_gone(fun() -> walk(ets:select(deleted, [{{'$1', '_'}, [], ['$1']}], 100)) end);
        (5) -> until_gone(fun() -> ets:info(deleted, size) =/= undefined orelse error(badarg) end);
        (6) -> until_gone(fun() -> ets:safe_fixtable(deleted, true), ets:delete(deleted, 9), ets:safe_fixtable(deleted, false) end)
    end),
    case {lists:usort(lists:append(Results)), ets:whereis(deleted)} of
        {[gone], undefined} -> deleted_under_others(Times - 1);
        Else -> Else
    end.

walk('$end_of_table') -> ok;
walk({_, Next}) -> walk(ets:select(Next)).

until_gone(Fun) ->
    try Fun() of _ -> until_gone(Fun)
    catch error:badarg -> [gone]; Class:Reason -> [{Class, Reason}] end.

renamed_under_others(Times) ->
    ets:new(name_a, [named_table, public]),
    ets:insert(name_a, {key, 1}),
    Results = all(4, fun
        (1) -> [begin ets:rename(name_a, name_b), ets:rename(name_b, name_a) end || _ <- lists:seq(1, Times)], [];
        (_) -> [try ets:lookup(lists:nth(I rem 2 + 1, [name_a, name_b]), key) catch error:badarg -> not_now end || I <- lists:seq(1, Times)]
    end),
    ets:delete(name_a),
    lists:usort(lists:append(Results)) -- [not_now].

given_to_the_dying(0) -> ok;
given_to_the_dying(N) ->
    T = ets:new(given, [public]),
    {Pid, Ref} = spawn_monitor(fun() -> receive die -> ok end end),
    Pid ! die,
    _ = [erlang:yield() || _ <- lists:seq(1, N rem 4)],
    Given = try ets:give_away(T, Pid, gift) catch error:badarg -> refused end,
    receive {'DOWN', Ref, _, _, _} -> ok end,
    case {Given, ets:info(T, owner) =:= self()} of
        {true, _} -> gone(T, 1000), given_to_the_dying(N - 1);
        {refused, true} -> ets:delete(T), given_to_the_dying(N - 1);
        Else -> Else
    end.

gone(T, Tries) ->
    case ets:info(T, owner) of
        undefined -> ok;
        _ when Tries > 0 -> receive after 1 -> gone(T, Tries - 1) end
    end.

inherited_by_the_dying(0) -> ok;
inherited_by_the_dying(N) ->
    Self = self(),
    {Heir, HeirRef} = spawn_monitor(fun() -> receive die -> ok end end),
    {_, Ref} = spawn_monitor(fun() -> Self ! {table, ets:new(left, [public, {heir, Heir, left}])} end),
    T = receive {table, Table} -> Table end,
    Heir ! die,
    receive {'DOWN', Ref, _, _, _} -> ok end,
    receive {'DOWN', HeirRef, _, _, _} -> ok end,
    gone(T, 1000),
    inherited_by_the_dying(N - 1).
