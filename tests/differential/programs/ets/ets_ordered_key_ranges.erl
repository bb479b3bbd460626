%% SPDX-License-Identifier: Apache-2.0
-module(ets_ordered_key_ranges).
-export([main/0]).

%% Keys with variables in them let a traversal of an ordered_set begin and end in the middle; what is visited takes several
%% slices.
main() ->
    [ranges(Opts) || Opts <- [[], [public, {write_concurrency, true}]]],
    mixed(),
    ok.

new(Opts) ->
    T = ets:new(t, [ordered_set | Opts]),
    [ets:insert(T, {{A, B}, A * B}) || A <- lists:seq(1, 5), B <- lists:seq(1, 2300)],
    [ets:insert(T, {[A, B, C], A}) || A <- lists:seq(1, 3), B <- [x, y], C <- lists:seq(1, 900)],
    [ets:insert(T, {{A}, one}) || A <- lists:seq(1, 50)],
    [ets:insert(T, {A, int}) || A <- lists:seq(1, 50)],
    [ets:insert(T, {{A, b, C}, x}) || A <- [1, 1.5, 2], C <- lists:seq(1, 1200)],
    T.

heads() ->
    [{{3, '$1'}, '$2'}, {{'$1', 7}, '$2'}, {{3, 7}, '$2'}, {{9, '$1'}, '$2'}, {{0, '$1'}, '$2'}, {[2 | '$1'], '$2'}, {[2, x, '$1'], '$2'},
     {[2, '$1', 5], '$2'}, {['$1' | '_'], '$2'}, {{'$1'}, '$2'}, {{1, b, '$1'}, '$2'}, {{1.5, b, '$1'}, '$2'}, {{2, '$1', 7}, '$2'}, {'$1', int},
     {17, '$2'}, {17.0, '$2'}, {{'_', '_'}, '$2'}, {#{a => '$1'}, '$2'}, {{3, #{}}, '$2'}, {[], '$2'}, {{}, '$2'}].

specs() ->
    [[{H, [], ['$_']}] || H <- heads()] ++
        [[{H1, [], ['$_']}, {H2, [], ['$_']}] || {H1, H2} <- [{{{2, '$1'}, '_'}, {{4, '$1'}, '_'}}, {{{4, 8}, '_'}, {{2, 9}, '_'}},
                                                              {{[1 | '_'], '_'}, {{5, '$1'}, '_'}}, {{{1, b, '_'}, '_'}, {{'_', 5}, '_'}},
                                                              {{3, '_'}, {9, '_'}}, {{3, '_'}, {'$1', int}}, {x, {{2, '$1'}, '_'}}]].

ranges(Opts) ->
    T = new(Opts),
    [begin
         h(select, S, ets:select(T, S)),
         h(reverse, S, ets:select_reverse(T, S)),
         h(count, S, ets:select_count(T, [{H, G, [true]} || {H, G, _} <- S])),
         [h(chunks, {S, N}, chunks(fun ets:select/1, ets:select(T, S, N), [])) || N <- [1000, 700]],
         h(reverse_chunks, S, chunks(fun ets:select_reverse/1, ets:select_reverse(T, S, 900), [])),
         h(replace, S, ets:select_replace(T, S))
     end || S <- specs()],
    [begin
         h(delete, H, ets:select_delete(T, [{H, [{'=/=', {element, 2, '$_'}, int}], [true]}])),
         h(left, H, {ets:info(T, size), ets:tab2list(T)})
     end || H <- heads()],
    ets:delete(T).

%% 1 and 1.0 are one key to the table and two to a pattern.
mixed() ->
    T = ets:new(t, [ordered_set]),
    [ets:insert(T, {K, I}) || {K, I} <- [{1, a}, {2.0, b}, {{1, 2}, c}, {{1.0, 3}, d}, {[1.0], e}, {{1, 2.0, x}, f}]],
    ets:insert(T, {1.0, replaced}),
    [h(K, mixed, {ets:lookup(T, K), ets:match(T, {K, '$1'}), ets:select_count(T, [{{K, '_'}, [], [true]}]), ets:member(T, K)})
     || K <- [1, 1.0, 2, 2.0, {1, 2}, {1.0, 2}, {1, 2.0}, {1.0, 3.0}, {1, 3}, [1], [1.0], {1, 2, x}]],
    [h(K, range, ets:match(T, {K, '$1'})) || K <- [{1, '_'}, {1.0, '_'}, [1 | '_'], [1.0 | '_'], {1, '_', x}, {'_', 2.0, '_'}]],
    d(ets:tab2list(T)),
    d(ets:select_delete(T, [{{{1, '_'}, '_'}, [], [true]}])),
    d(ets:tab2list(T)).

chunks(_, '$end_of_table', Acc) -> lists:reverse(Acc);
chunks(F, {L, C}, Acc) -> chunks(F, F(C), [{length(L), erlang:phash2(L)} | Acc]).

h(What, Spec, X) -> d({What, Spec, erlang:phash2(X), if is_list(X) -> length(X); true -> x end}).
d(X) -> erlang:display(X).
