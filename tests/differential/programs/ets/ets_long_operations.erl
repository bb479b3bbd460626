%% SPDX-License-Identifier: Apache-2.0
-module(ets_long_operations).
-export([main/0]).

%% What takes many slices: others run meanwhile and never see half of an insertion.
main() ->
    [inserting(Type) || Type <- [set, ordered_set, bag, duplicate_bag]],
    failing(),
    [seen_whole(Type) || Type <- [set, ordered_set, duplicate_bag]],
    deleted_meanwhile(),
    killed_meanwhile(),
    deleting(),
    others_run(),
    owners_of_much_die(),
    ok.

objects(N) -> [{I, I rem 7} || I <- lists:seq(1, N)].

inserting(Type) ->
    T = ets:new(t, [Type]),
    L = objects(100000),
    d({Type, ets:insert(T, L), ets:info(T, size), erlang:phash2(ets:tab2list(T))}),
    d({ets:insert(T, L), ets:info(T, size), erlang:phash2(ets:tab2list(T))}),
    d({ets:insert_new(T, L), ets:insert_new(T, [{x, 1} | L]), ets:info(T, size)}),
    d({ets:insert_new(T, [{{K}, V} || {K, V} <- L]), ets:info(T, size)}),
    d({ets:select_count(T, [{{'_', 3}, [], [true]}]), length(ets:select(T, [{{'$1', 3}, [], ['$1']}]))}),
    d({ets:select_delete(T, [{{'_', 3}, [], [true]}]), ets:info(T, size)}),
    d({ets:delete_all_objects(T), ets:info(T, size)}),
    d(ets:delete(T)).

failing() ->
    T = ets:new(t, []),
    L = objects(60000),
    [d({result(fun() -> ets:insert(T, X) end), ets:info(T, size)}) || X <- [L ++ [x], L ++ x, L ++ [{}]]].

%% The table has nothing or all.
seen_whole(Type) ->
    T = ets:new(t, [Type, public]),
    Self = self(),
    L = objects(100000),
    spawn(fun() -> Self ! {inserted, ets:insert(T, L)} end),
    Seen = watch(T, []),
    d({Type, lists:usort(Seen) -- [0, 100000]}),
    receive {inserted, X} -> d(X) end,
    ets:delete(T).

watch(T, Acc) ->
    case ets:info(T, size) of
        100000 -> [100000 | Acc];
        N -> erlang:yield(), watch(T, [N | Acc])
    end.

deleted_meanwhile() ->
    T = ets:new(t, [public]),
    Self = self(),
    L = objects(200000),
    {_, M} = spawn_monitor(fun() -> Self ! started, exit({done, result(fun() -> ets:insert(T, L) end)}) end),
    receive started -> ok end,
    ets:delete(T),
    receive {'DOWN', M, _, _, {done, R}} -> d(lists:member(R, [true, {error, badarg}])) end.

killed_meanwhile() ->
    T = ets:new(t, [public]),
    Self = self(),
    L = objects(200000),
    {P, M} = spawn_monitor(fun() -> Self ! started, ets:insert(T, L) end),
    receive started -> ok end,
    exit(P, kill),
    receive {'DOWN', M, _, _, _} -> ok end,
    d(lists:member(ets:info(T, size), [0, 200000])),
    ets:delete(T),
    S = ets:new(t, [public]),
    ets:insert(S, L),
    {Q, N} = spawn_monitor(fun() -> Self ! started, ets:select(S, [{{'$1', '_'}, [{'<', '$1', 0}], [x]}]), loop() end),
    receive started -> ok end,
    exit(Q, kill),
    receive {'DOWN', N, _, _, _} -> ok end,
    d({ets:info(S, fixed), ets:info(S, size)}).

loop() -> receive x -> loop() end.

deleting() ->
    [begin
         T = ets:new(ets_long_named, [Type, named_table]),
         ets:insert(T, objects(150000)),
         d({Type, ets:delete(T), ets:info(T), ets:whereis(T)})
     end || Type <- [set, ordered_set, bag]].

%% A counter goes on while a long traversal does.
others_run() ->
    T = ets:new(t, []),
    ets:insert(T, objects(200000)),
    C = counters:new(1, []),
    P = spawn(fun() -> count(C) end),
    erlang:yield(),
    [ets:select_count(T, [{{'$1', '_'}, [{'>', {'+', '$1', 1}, 100}], [true]}]) || _ <- [1, 2, 3]],
    d(counters:get(C, 1) > 10),
    exit(P, kill).

%% A large table goes with its owner, and before anybody hears of his end.
owners_of_much_die() ->
    L = objects(150000),
    Self = self(),
    {P, M} = spawn_monitor(fun() ->
        [ets:insert(ets:new(ets_long_owned, [Type]), L) || Type <- [set, ordered_set, bag]],
        [ets:new(small, []) || _ <- lists:seq(1, 500)],
        T = ets:new(ets_long_owned, [named_table, {heir, Self, left}]),
        ets:insert(T, L),
        register(ets_long_owner, self()),
        receive die -> exit(dead) end end),
    P ! die,
    receive {'DOWN', M, process, P, Why} -> d({Why, whereis(ets_long_owner), is_process_alive(P)}) end,
    receive {'ETS-TRANSFER', T, P, Data} -> d({T, Data, ets:info(T, size)}) end,
    d([I || I <- ets:all(), ets:info(I, name) =:= small orelse ets:info(I, name) =:= ets_long_owned]).

count(C) -> counters:add(C, 1, 1), erlang:yield(), count(C).

result(F) ->
    try F()
    catch C:R -> {C, R}
    end.

d(X) -> erlang:display(X).
