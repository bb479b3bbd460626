%% SPDX-License-Identifier: Apache-2.0
%% An ordered_set with write_concurrency that consists of many parts, against one without it: the same operations give the
%% same answers, and the numbers of nodes and words are Erlang's.
%% alone
-module(ets_many_base_nodes).
-export([main/0]).

main() ->
    ok = logger:set_primary_config(level, none),
    true = is_boolean(erts_debug:set_internal_state(available_internal_state, true)),
    %% With one scheduler there is only one kind.
    IsMany = erlang:system_info(schedulers) > 1,
    [erlang:display({O, shape(O, Words, Each, IsMany)}) || {O, Words, Each} <- [{[], 133, 34}, {[{decentralized_counters, false}], 99, 34},
                                                                                {[{read_concurrency, true}], 165, 66}]],
    erlang:display([refused(X) || X <- [foo, {foo, true}, {ets:new(a, [set, public, {write_concurrency, true}]), true},
                                        {ets:new(a, [ordered_set, public]), true},
                                        {ets:new(a, [ordered_set, {write_concurrency, true}, private]), true}]]),
    [erlang:display({Key, compared(Key, IsMany)}) || Key <- [small, mixed, tuple]],
    erlang:display(emptied(IsMany)),
    erlang:display(long_lists(IsMany)).

force(T, Is, true) -> ok = erts_debug:set_internal_state(ets_force_split, {T, Is});
force(_, _, false) -> ok.

refused(X) ->
    try erts_debug:set_internal_state(ets_force_split, X) catch error:R -> R end.

new(Options) -> ets:new(t, [ordered_set, public, {write_concurrency, true} | Options]).

%% {RouteNodes, BaseNodes, Depth}, and words of the table, which has so many when it is empty, and so many more for each
%% route node with one more base node, beside the objects and the keys of route nodes.
shape(_, _, _, false) -> [ok];
shape(Options, Words, Each, true) ->
    T = new(Options),
    See = fun() -> {ets:info(T, stats), ets:info(T, memory), ets:info(T, size)} end,
    Is = fun({Routes, _, _} = Stats, Rest, Size) ->
        Wanted = {Stats, Words + Each * Routes + Rest, Size},
        case See() of Wanted -> ok; Else -> {Wanted, Else} end
    end,
    A = Is({0, 1, 0}, 0, 0),
    force(T, true, true),
    [ets:insert(T, {I}) || I <- lists:seq(1, 10)],
    B = Is({9, 10, 9}, 70, 10),
    [ets:insert(T, {I, <<I:200>>}) || I <- lists:seq(1000, 11, -1)],
    C = Is({16, 17, 16}, 13930, 1000),
    [ets:insert(T, {{I, <<I:640>>, 1.5}, []}) || I <- lists:seq(1, 50)],
    D = Is({22, 23, 16}, 15114, 1050),
    [ets:delete(T, I) || I <- lists:seq(1, 500)],
    E = Is({22, 23, 16}, 8184, 550),
    force(T, false, true),
    [ets:delete(T, I) || I <- lists:seq(1, 999)],
    F = Is({6, 7, 6}, 1198, 51),
    [ets:delete(T, K) || {K, _} <- ets:tab2list(T)],
    lists:usort([A, B, C, D, E, F, Is({0, 1, 0}, 0, 0)]).

%% Every answer of both kinds of table.
compared(Kind, IsMany) ->
    Plain = ets:new(plain, [ordered_set, public]),
    Split = new([]),
    _ = rand:seed(exsss, {1, 2, 3}),
    Keys = [key(Kind, I) || I <- lists:seq(1, 300)],
    force(Split, true, IsMany),
    _ = random(Plain, Split, Keys, 600),
    force(Split, false, IsMany),
    Many = not IsMany orelse element(1, ets:info(Split, stats)) > 5,
    R = [same(Plain, Split, Kind, Keys) || _ <- lists:seq(1, 4), ok =:= random(Plain, Split, Keys, 200)],
    %% Under way from many parts to few.
    [both(Plain, Split, fun(T) -> ets:delete(T, K) end) || K <- Keys, erlang:phash2(K) rem 3 =/= 0],
    S = same(Plain, Split, Kind, Keys),
    {Many, lists:usort(R), S}.

key(small, I) -> I;
key(mixed, I) ->
    case I rem 6 of
        0 -> I * 1.0; 1 -> {I}; 2 -> [I, a]; 3 -> list_to_atom("a" ++ integer_to_list(I)); 4 -> <<I>>; 5 -> I
    end;
key(tuple, I) -> {I rem 7, I div 7, <<I:I>>}.

random(_, _, _, 0) -> ok;
random(Plain, Split, Keys, N) ->
    K = lists:nth(rand:uniform(length(Keys)), Keys),
    true = both(Plain, Split, operation(rand:uniform(12), K, N, Keys)),
    random(Plain, Split, Keys, N - 1).

operation(1, K, _, _) -> fun(T) -> ets:delete(T, K) end;
operation(2, K, _, _) -> fun(T) -> ets:take(T, K) end;
operation(3, K, N, _) -> fun(T) -> ets:insert_new(T, {K, N, <<N:800>>}) end;
operation(4, K, N, _) -> fun(T) -> catch ets:update_counter(T, K, {2, N}, {K, 0, x}) end;
operation(5, K, N, _) -> fun(T) -> ets:update_element(T, K, {3, {N}}) end;
operation(6, K, N, Keys) -> fun(T) -> ets:insert(T, [{K, N, new}, {hd(Keys), N, list}, {lists:last(Keys), 1, 1}]) end;
operation(7, K, N, Keys) -> fun(T) -> ets:insert_new(T, [{K, N, new}, {lists:nth(N rem 300 + 1, Keys), N, list}]) end;
operation(8, K, _, _) -> fun(T) -> {ets:lookup(T, K), ets:member(T, K), ets:next(T, K), ets:prev(T, K)} end;
operation(9, K, N, _) -> fun(T) -> ets:delete_object(T, {K, N, <<N:800>>}) end;
operation(_, K, N, _) -> fun(T) -> ets:insert(T, {K, N, N}) end.

both(Plain, Split, F) ->
    A = F(Plain), B = F(Split),
    A =:= B orelse {A, B}.

same(Plain, Split, Kind, Keys) ->
    F = [fun ets:tab2list/1, fun ets:first/1, fun ets:last/1, fun(T) -> ets:info(T, size) end,
         fun(T) -> ets:foldl(fun(X, Acc) -> [X | Acc] end, [], T) end,
         fun(T) -> ets:foldr(fun(X, Acc) -> [X | Acc] end, [], T) end,
         fun(T) -> [ets:next(T, K) || K <- Keys] end, fun(T) -> [ets:prev(T, K) || K <- Keys] end,
         fun(T) -> [ets:next_lookup(T, K) || K <- Keys] end, fun(T) -> [ets:prev_lookup(T, K) || K <- Keys] end,
         fun(T) -> {ets:first_lookup(T), ets:last_lookup(T)} end,
         fun(T) -> {ets:slot(T, 0), ets:slot(T, ets:info(T, size))} end,
         fun(T) -> try ets:slot(T, ets:info(T, size) + 1) catch error:R -> R end end,
         fun(T) -> [[ets:M(T, spec(P)) || P <- patterns(Kind)] || M <- [select, select_reverse, select_count]] end,
         fun(T) -> [[chunks(ets:M(T, spec(P), N)) || P <- patterns(Kind), N <- [1, 7, 1000]] || M <- [select, select_reverse]] end,
         fun(T) -> [ets:match(T, {P, '$5', '_'}) || P <- patterns(Kind)] end,
         fun(T) -> [walk(fun ets:match_object/1, ets:match_object(T, {P, '_', '_'}, 3)) || P <- patterns(Kind)] end,
         fun(T) -> ets:select_replace(T, [{{'$1', '$2', '_'}, [{is_integer, '$2'}, {'<', '$2', 100}], [{{'$1', '$2', replaced}}]}]) end,
         fun(T) -> [ets:select_delete(T, [{{P, '$7', '_'}, [{is_integer, '$7'}, {'=:=', {'rem', '$7', 5}, 0}], [true]}]) || P <- patterns(Kind)] end,
         fun(T) -> ets:match_delete(T, {'_', '_', list}) end,
         fun(T) -> ets:tab2list(T) end],
    lists:usort([both(Plain, Split, G) || G <- F]).

spec(P) -> [{{P, '$5', '_'}, [], ['$_']}].

patterns(small) -> ['_', '$1', 17, 1, 300, 301];
patterns(mixed) -> ['_', {'$1'}, ['$1', a], ['$1' | '_'], {7}, 12, 12.0];
patterns(tuple) -> ['_', {3, '$1', '_'}, {0, '_', '_'}, {6, '_', '_'}, {'_', 5, '_'}, {3, 4, '_'}, {9, '_', '_'}].

chunks('$end_of_table') -> [];
chunks({L, C}) -> [L | chunks(case C of '$end_of_table' -> C; _ -> ets:select(C) end)].

walk(_, '$end_of_table') -> [];
walk(F, {L, C}) -> [L | walk(F, F(C))].

emptied(IsMany) ->
    T = new([named_table]),
    force(ets:whereis(T), true, IsMany),
    [ets:insert(T, {I, I}) || I <- lists:seq(1, 200)],
    ets:safe_fixtable(T, true),
    true = ets:delete_all_objects(T),
    A = {ets:info(T, size), ets:first(T), ets:last(T), ets:tab2list(T), ets:next(T, 3)},
    [ets:insert(T, {I, I}) || I <- lists:seq(1, 200)],
    ets:safe_fixtable(T, false),
    S = not IsMany orelse element(1, ets:info(T, stats)),
    200 = ets:select_delete(T, [{'_', [], [true]}]),
    B = {ets:info(T, size), ets:first(T)},
    {A, S =:= true orelse S > 5, B, ets:delete(T), ets:whereis(t)}.

%% A file, and lists that take many slices.
long_lists(IsMany) ->
    T = new([]),
    force(T, true, IsMany),
    ets:insert(T, [{{I rem 100, I}, <<I:64>>} || I <- lists:seq(1, 40000)]),
    false = ets:insert_new(T, [{{I rem 100, I}, new} || I <- lists:seq(40000, 80000)]),
    A = {ets:info(T, size), erlang:phash2(ets:tab2list(T)), ets:first(T), ets:last(T)},
    File = "/tmp/ets_many_base_nodes." ++ os:getpid(),
    ok = ets:tab2file(T, File, [{extended_info, [object_count, md5sum]}]),
    {ok, U} = ets:file2tab(File, [{verify, true}]),
    ok = file:delete(File),
    B = {ets:info(U, size), ets:info(U, type), ets:tab2list(U) =:= ets:tab2list(T)},
    C = ets:select_count(T, [{{{'$1', '$2'}, '_'}, [{'>', '$2', 20000}], [true]}]),
    D = ets:select_replace(T, [{{{'$1', '$2'}, '_'}, [{'>', '$2', 20000}], [{{{{'$1', '$2'}}, big}}]}]),
    E = ets:select_delete(T, [{{'_', big}, [], [true]}]),
    {A, B, C, D, E, ets:info(T, size), erlang:phash2(ets:tab2list(T)), lists:sum([length(L) || L <- chunks(ets:select(T, [{'_', [], ['$_']}], 999))])}.
