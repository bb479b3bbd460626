%% SPDX-License-Identifier: Apache-2.0
%% An ordered_set with write_concurrency under writers and those that walk over it, while its parts are split and joined.
%% alone
-module(ets_contended_trees).
-export([main/0]).

-define(WRITERS, 4).
-define(KEYS, 400).

main() ->
    ok = logger:set_primary_config(level, none),
    true = is_boolean(erts_debug:set_internal_state(available_internal_state, true)),
    [erlang:display({Mode, run(Mode)}) || Mode <- [plain, forced, random, to_and_fro]],
    erlang:display(counters()),
    erlang:display(whole_lists()),
    erlang:display(deleted_under_others(20)).

set(T, What, Is) ->
    erlang:system_info(schedulers) =:= 1 orelse (ok = erts_debug:set_internal_state(What, {T, Is})).

all(Funs) ->
    Self = self(),
    Pids = [spawn_link(fun() -> receive go -> ok end, Self ! {self(), F()} end) || F <- Funs],
    [P ! go || P <- Pids],
    [receive {P, Result} -> Result end || P <- Pids].

%% Keys that are multiples of ten stay; every writer has its own among the others, and knows what is there of them.
run(Mode) ->
    T = ets:new(t, [ordered_set, public, {write_concurrency, auto}]),
    Mode =:= forced andalso set(T, ets_force_split, true),
    Mode =:= random andalso set(T, ets_debug_random_split_join, true),
    [ets:insert(T, {{I, 0}, stays, I}) || I <- lists:seq(0, ?KEYS, 10)],
    Switch = case Mode of
        to_and_fro -> [fun() -> [begin set(T, ets_force_split, I rem 2 =:= 0), erlang:yield() end || I <- lists:seq(1, 60)], ok end];
        _ -> []
    end,
    Results = all([fun() -> writer(T, W, 1) end || W <- lists:seq(1, ?WRITERS)] ++
                  [fun() -> walker(T, W, 12) end || W <- lists:seq(0, 5)] ++ Switch),
    Left = ets:select(T, [{{{'$1', '$2'}, '_', '_'}, [{'>', '$2', 0}], [{{'$2', '$1'}}]}]),
    R = {lists:usort(Results), lists:sort(Left) =:= lists:sort(owned()), ets:info(T, size), erlang:phash2(ets:tab2list(T))},
    set(T, ets_force_split, false),
    set(T, ets_debug_random_split_join, false),
    %% What is empty is joined.
    [ets:delete(T, K) || {K, _, _} <- ets:tab2list(T)],
    ets:insert(T, {x}), ets:delete(T, x),
    ets:delete(T),
    R.

owned() -> [{W, I} || W <- lists:seq(1, ?WRITERS), I <- lists:seq(1, ?KEYS), I rem 3 =:= 0].

writer(T, W, I) when I > ?KEYS ->
    %% Those whose number three does not divide go again.
    [begin
         case N rem 4 of
             0 -> true = ets:delete(T, {N, W});
             1 -> [{{N, W}, _, _}] = ets:take(T, {N, W});
             2 -> 1 = ets:select_delete(T, [{{{N, W}, '_', '_'}, [], [true]}]);
             3 -> true = ets:delete_object(T, {{N, W}, W, N + 1})
         end,
         false = ets:member(T, {N, W})
     end || N <- lists:seq(1, ?KEYS), N rem 3 =/= 0],
    ok;
writer(T, W, I) ->
    K = {I, W},
    true = case I rem 2 of 0 -> ets:insert(T, {K, W, I}); 1 -> ets:insert_new(T, {K, W, I}) end,
    false = ets:insert_new(T, {K, other, I}),
    [{K, W, I}] = ets:lookup(T, K),
    V = ets:update_counter(T, K, {3, 1}),
    V = I + 1,
    true = ets:update_element(T, K, {2, <<I:700>>}),
    <<I:700>> = ets:lookup_element(T, K, 2),
    true = ets:update_element(T, K, {2, W}),
    writer(T, W, I + 1).

%% What stays is seen by every walk, once and in order.
walker(_, _, 0) -> ok;
walker(T, Way, N) ->
    Stays = [{I, 0} || I <- lists:seq(0, ?KEYS, 10)],
    Seen = case Way of
        0 -> up(T, ets:first(T));
        1 -> lists:reverse(down(T, ets:last(T)));
        2 -> ets:select(T, [{{'$1', '_', '_'}, [], ['$1']}]);
        3 -> chunks(ets:select(T, [{{'$1', '_', '_'}, [], ['$1']}], 7));
        4 -> lists:reverse(chunks(ets:select_reverse(T, [{{'$1', '_', '_'}, [], ['$1']}], 30)));
        5 ->
            L = ?KEYS div 10 + 1,
            L = ets:select_count(T, [{{{'_', 0}, stays, '_'}, [], [true]}]),
            _ = ets:select_replace(T, [{{{'$1', 0}, stays, '$2'}, [], [{{{{'$1', 0}}, stays, '$2'}}]}]),
            [{{50, 0}, stays, 50}] = ets:select(T, [{{{50, 0}, '_', '_'}, [], ['$_']}]),
            [50] = [I || {I, 0} <- ets:select(T, [{{{50, '$1'}, '_', '_'}, [], [{{50, '$1'}}]}])],
            ets:foldl(fun({K, _, _}, Acc) -> Acc ++ [K] end, [], T)
    end,
    Seen = lists:usort(Seen),
    Stays = [K || {_, 0} = K <- Seen],
    walker(T, Way, N - 1).

up(_, '$end_of_table') -> [];
up(T, K) -> [K | up(T, ets:next(T, K))].
down(_, '$end_of_table') -> [];
down(T, K) -> [K | down(T, ets:prev(T, K))].
chunks('$end_of_table') -> [];
chunks({L, C}) -> L ++ chunks(case C of '$end_of_table' -> C; _ -> ets:select(C) end).

counters() ->
    T = ets:new(t, [ordered_set, public, {write_concurrency, true}]),
    all([fun() -> [ets:update_counter(T, I rem 50, 1, {I rem 50, 0}) || I <- lists:seq(1, 3000)], ok end || _ <- lists:seq(1, 4)]),
    {lists:usort([C || {_, C} <- ets:tab2list(T)]), ets:info(T, size)}.

%% A list is all there or not at all.
whole_lists() ->
    T = ets:new(t, [ordered_set, public, {write_concurrency, true}]),
    set(T, ets_force_split, true),
    N = 300,
    Results = all([fun() ->
        [begin ets:insert(T, [{{K, W}, V} || K <- lists:seq(1, N)]) end || V <- lists:seq(1, 8)], ok
    end || W <- lists:seq(1, 2)] ++
    [fun() -> [begin
        %% (What is read later is not older.)
        Vs = [case ets:lookup(T, {K, W}) of [] -> 0; [{_, V}] -> V end || K <- [1, N div 2, N]],
        Vs = lists:sort(Vs)
     end || _ <- lists:seq(1, 30), W <- [1, 2]], ok end || _ <- lists:seq(1, 2)] ++
    [fun() -> [begin
        Size = ets:info(T, size),
        0 = Size rem N
     end || _ <- lists:seq(1, 50)], ok end]),
    {lists:usort(Results), ets:info(T, size)}.

deleted_under_others(0) -> ok;
deleted_under_others(Times) ->
    T = ets:new(deleted, [named_table, ordered_set, public, {write_concurrency, true}]),
    set(ets:whereis(T), ets_debug_random_split_join, true),
    [ets:insert(T, {I, I}) || I <- lists:seq(1, 500)],
    Results = all([
        fun() -> erlang:yield(), ets:delete(deleted), [] end,
        fun() -> until_gone(fun() -> ets:select(deleted, [{{'$1', '_'}, [], ['$1']}]) end) end,
        fun() -> until_gone(fun() -> ets:update_counter(deleted, 7, 1) end) end,
        fun() -> until_gone(fun() -> ets:insert(deleted, {rand:uniform(1000), 1}) end) end,
        fun() -> until_gone(fun() -> ets:delete(deleted, 100 + rand:uniform(1000)) end) end,
        fun() -> until_gone(fun() -> ets:info(deleted, size) =/= undefined orelse error(badarg) end) end,
        fun() -> until_gone(fun() -> ets:next(deleted, rand:uniform(1000)) end) end
    ]),
    case {lists:usort(lists:append(Results)), ets:whereis(deleted)} of
        {[gone], undefined} -> deleted_under_others(Times - 1);
        Else -> Else
    end.

until_gone(Fun) ->
    try Fun() of _ -> until_gone(Fun)
    catch error:badarg -> [gone]; Class:Reason -> [{Class, Reason}] end.
