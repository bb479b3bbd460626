%% SPDX-License-Identifier: Apache-2.0
-module(ets_chunks).
-export([main/0]).

main() ->
    [chunks(Type, Size, N) || Type <- [set, ordered_set, bag, duplicate_bag], Size <- [0, 1, 10, 2500], N <- [1, 3, 1000, 5000]],
    [chunks([public, {write_concurrency, true}, set], Size, N) || Size <- [10, 2500], N <- [3, 1000]],
    continuations(),
    ok.

chunks(Type, Size, N) ->
    T = ets:new(t, lists:flatten([Type])),
    [ets:insert(T, {I, I rem 7, I}) || I <- lists:seq(1, Size)],
    [ets:insert(T, {I, I rem 5, x}) || I <- lists:seq(1, Size, 3)],
    Spec = [{{'$1', '$2', '_'}, [{'<', '$2', 4}], [{{'$1', '$2'}}]}],
    d({Type, Size, N}),
    h(select, all(fun ets:select/1, ets:select(T, Spec, N), [])),
    h(reverse, all(fun ets:select_reverse/1, ets:select_reverse(T, Spec, N), [])),
    h(match, all(fun ets:match/1, ets:match(T, {'$1', 3, '_'}, N), [])),
    h(match_object, all(fun ets:match_object/1, ets:match_object(T, {'_', 3, '_'}, N), [])),
    h(key, all(fun ets:select/1, ets:select(T, [{{5, '_', '_'}, [], ['$_']}, {{4, '_', '_'}, [], ['$_']}], N), [])),
    h(none, all(fun ets:select/1, ets:select(T, [{{none, '_', '_'}, [], ['$_']}], N), [])),
    h(all, [ets:select(T, Spec), ets:select_reverse(T, Spec), ets:select_count(T, [{{'_', 2, '_'}, [], [true]}])]),
    h(table, [ets:match(T, {'$1', 2, '$2'}), ets:match_object(T, {'_', 2, '_'}), ets:tab2list(T)]),
    ets:delete(T).

all(_, '$end_of_table', Acc) -> lists:reverse([eot | Acc]);
all(F, {L, C}, Acc) when length(Acc) < 200 -> all(F, F(C), [L | Acc]);
all(_, _, Acc) -> lists:reverse(Acc).

continuations() ->
    T = ets:new(t, [ordered_set]),
    [ets:insert(T, {I}) || I <- lists:seq(1, 20)],
    Spec = [{{'$1'}, [], ['$1']}],
    {L1, C1} = ets:select(T, Spec, 5),
    d(L1),
    d([element(I, C1) || I <- [2, 3, 4, 6, 7, 8]]),
    %% the table changes meanwhile
    ets:delete(T, 5), ets:delete(T, 6), ets:insert(T, {5.5}),
    {L2, C2} = ets:select(C1),
    d(L2),
    d(element(1, ets:select(C1))),
    ets:delete_all_objects(T),
    d(ets:select(C2)),
    [d(catch_it(fun() -> ets:select(X) end)) || X <- [x, {}, {a}, {T}, {T, 1, 2, 3, 4, 5}, setelement(4, C1, x), setelement(5, C1, x),
                                                      '$end_of_table', {T, 1, 2, 3, 4, 5, 6, 7}]],
    %% what goes through a file must be repaired
    Broken = setelement(5, C1, <<>>),
    d(catch_it(fun() -> ets:select(Broken) end)),
    [ets:insert(T, {I}) || I <- lists:seq(1, 20)],
    d(element(1, ets:select(ets:repair_continuation(Broken, Spec)))),
    S = ets:new(t, []),
    [ets:insert(S, {I}) || I <- lists:seq(1, 20)],
    {L3, C3} = ets:select(S, Spec, 5),
    d({L3, [element(I, C3) || I <- [2, 3, 5, 6]]}),
    d(element(1, ets:select(ets:repair_continuation(setelement(4, C3, <<>>), Spec)))),
    d(ets:is_compiled_ms(element(4, C3))),
    [d(catch_it(fun() -> ets:select(X) end)) || X <- [setelement(2, C3, 10000), setelement(2, C3, x), setelement(3, C3, -1),
                                                      setelement(4, C3, x), setelement(5, C3, x), setelement(6, C3, -1)]],
    ets:delete(S),
    d(catch_it(fun() -> ets:select(C3) end)).

catch_it(F) ->
    try F()
    catch C:R -> {C, R}
    end.

h(Name, X) -> erlang:display({Name, erlang:phash2(X), short(X)}).
short(X) -> lists:sublist([if is_list(E) -> {length(E), lists:sublist(E, 4)}; true -> E end || E <- X], 4).
d(X) -> erlang:display(X).
