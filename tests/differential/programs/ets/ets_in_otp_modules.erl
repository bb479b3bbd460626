%% SPDX-License-Identifier: Apache-2.0
-module(ets_in_otp_modules).
-export([main/0]).

main() ->
    graphs(), sets_of_sets(), folds(), compiled_specs(), tests(), queries(), dictionary(),
    ok.

graphs() ->
    G = digraph:new(),
    [digraph:add_vertex(G, V) || V <- lists:seq(1, 30)],
    [digraph:add_edge(G, V, W) || V <- lists:seq(1, 30), W <- lists:seq(1, 30), (V * 7 + W) rem 11 =:= 0],
    d({digraph:no_vertices(G), digraph:no_edges(G)}),
    d(lists:sort([lists:sort(C) || C <- digraph_utils:strong_components(G)])),
    d(digraph:get_short_path(G, 1, 30)),
    d(digraph_utils:is_acyclic(G)),
    [digraph:del_vertex(G, V) || V <- lists:seq(1, 15)],
    d({digraph:no_vertices(G), digraph:no_edges(G)}),
    digraph:delete(G),
    A = digraph:new([acyclic]),
    [digraph:add_vertex(A, V) || V <- [a, b, c, d]],
    [digraph:add_edge(A, V, W) || {V, W} <- [{a, b}, {b, c}, {a, d}]],
    d(digraph:add_edge(A, c, a)),
    d(hd(digraph_utils:topsort(A))),
    d(lists:sort(digraph_utils:reachable([b], A))).

sets_of_sets() ->
    R = sofs:relation([{1, a}, {2, b}, {3, a}, {3, c}]),
    d(sofs:to_external(sofs:converse(R))),
    d(sofs:to_external(sofs:relation_to_family(R))),
    d(sofs:to_external(sofs:union(sofs:set([1, 2]), sofs:set([3])))),
    F = sofs:family_to_digraph(sofs:family([{1, [2, 3]}, {2, [3]}, {3, []}])),
    d(lists:sort(digraph:vertices(F))).

folds() ->
    T = ets:new(t, [ordered_set]),
    ets:insert(T, [{I, I * I} || I <- lists:seq(1, 50)]),
    d(ets:foldl(fun({_, S}, A) -> S + A end, 0, T)),
    d(ets:foldr(fun({K, _}, A) -> [K | A] end, [], T)),
    d(ets:match_delete(T, {'_', 4})),
    d(ets:select_delete(T, [{{'$1', '_'}, [{'>', '$1', 10}], [true]}])),
    d(ets:tab2list(T)),
    U = ets:new(u, [bag]),
    d(ets:test_ms({a, b}, [{{'$1', '_'}, [], ['$1']}])),
    d(ets:info(U, size)).

compiled_specs() ->
    C = ets:match_spec_compile([{{'$1', '$2'}, [{'>', '$2', 1}], [{{'$2', '$1'}}]}]),
    d({is_reference(C), ets:is_compiled_ms(C), ets:is_compiled_ms(make_ref()), ets:is_compiled_ms(x)}),
    d(ets:match_spec_run([{a, 1}, {b, 2}, x, {c, 3}, {}, {1, 2, 3}], C)),
    d(ets:match_spec_run([], C)),
    d(erlang:phash2(ets:match_spec_run([{I, I} || I <- lists:seq(1, 20000)], C))),
    d(try ets:match_spec_run([{a, 1} | x], C) catch error:R -> R end).

tests() ->
    [d({S, O, ets:test_ms(O, S)}) || O <- [{a, 1}, {b, 2, 3}, {}],
        S <- [[{'_', [], [true]}], [{{'$1', '_'}, [], ['$1', '$$']}], x, [x], [{'_', [], []}], [{'_', [], ['$1']}],
              [{'_', [{foo, 1}], [true]}], [{'_', [{is_atom}], [{a, b}]}], [{'_', [], [{{'$1', '$2'}}]}], [{'_', [], [{message, x}]}],
              [{{'_', #{'$1' => a}}, [], [true]}], [{'_', x, [true]}], [{'_', [a | b], [true]}], [{'_', [], [{1, 2}]}],
              [{'_', [], [{const, 1, 2}]}], [{'_', [{'and'}, {'orelse'}], [true]}], [{'_', [], [{get_tcw}]}], [{'_', [{self, 1}], [true]}],
              [{'_', [], [{set_seq_token, a, b}, {caller}]}], [{'_', [], [true] ++ x}], []]].

queries() ->
    T = ets:new(t, [ordered_set]),
    ets:insert(T, [{I, I rem 3} || I <- lists:seq(1, 20)]),
    Q = ets:table(T),
    d(qlc:eval(Q)),
    d(qlc:eval(ets:table(T, [{traverse, {select, [{{'$1', 1}, [], ['$1']}]}}]))),
    d(qlc:eval(qlc:keysort(2, ets:table(T, [{n_objects, 3}])))).

dictionary() ->
    S = ets:new(t, [set]),
    ets:insert(S, [{K, V} || {K, V} <- [{x, 1}, {y, 2}, {x, 3}]]),
    d(lists:sort(ets:tab2list(S))).


d(X) -> erlang:display(X).
