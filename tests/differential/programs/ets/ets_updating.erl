%% SPDX-License-Identifier: Apache-2.0
-module(ets_updating).
-export([main/0]).

main() ->
    [counters(Type) || Type <- [set, ordered_set]],
    [elements(Type) || Type <- [set, ordered_set]],
    [replacing(Type) || Type <- [set, ordered_set, duplicate_bag]],
    replace_bad(),
    ok.

counters(Type) ->
    T = ets:new(t, [Type]),
    ets:insert(T, {k, 1, 2, 3}),
    d(Type),
    [d({Op, result(fun() -> ets:update_counter(T, k, Op) end)}) ||
        Op <- [1, -1, 0, {2, 5}, {3, -5}, [{2, 1}, {3, 1}, {4, 1}], [], [{2, 1}, {2, 1}, {2, 1}], {2, 10, 15, 0}, {2, 10, 15, 0},
               {2, -100, 0, 7}, {2, 1, 1 bsl 70, 0}, {3, 1 bsl 80}, {3, -(1 bsl 80)}, {3, (1 bsl 59) - 1}, {3, 1 bsl 59},
               {3, (1 bsl 60) - 1}, {3, -(1 bsl 62)}, {4, 1, 0, 1 bsl 90}, {4, -1}, [{4, 1 bsl 90}, {4, 1, 1, 0}],
               {2, 0, 0, 5}, {2, 0, 100, 5}, [{2, 1}, {9, 1}], [{2, 1}, {1, 1}], [{2, 1}, x]]],
    d(ets:lookup(T, k)),
    d(ets:update_counter(T, new, 5, {ignored, 10})),
    d(ets:update_counter(T, new3, {3, 1}, {x, 1, 2})),
    d({ets:lookup(T, new), ets:lookup(T, new3)}),
    d(ets:update_counter(T, newer, [{2, 1}, {3, 1 bsl 65}], {x, 1, 2, "rest"})),
    d(ets:lookup(T, newer)),
    d(result(fun() -> ets:update_counter(T, none, {2, 1}, {x, a}) end)),
    d(result(fun() -> ets:update_counter(T, none, {3, 1}, {x, 1}) end)),
    d(ets:lookup(T, none)),
    d(ets:update_counter(T, 1.0, 1, {x, 0})),
    d(ets:update_counter(T, 1, 1, {x, 0})),
    d(lists:sort(ets:tab2list(T))),
    ets:delete(T).

elements(Type) ->
    T = ets:new(t, [Type]),
    ets:insert(T, {k, 1, "two", <<3:800>>, {4, [5]}}),
    d(Type),
    [d({P, result(fun() -> ets:update_element(T, k, P) end), ets:lookup(T, k) }) ||
        P <- [{2, x}, {3, [{2}, 3.5]}, {4, small}, {5, <<1:1000>>}, [{2, 1}, {3, 2}, {4, 3}, {5, 4}], [], [{2, a}, {2, b}],
              [{2, a}, {9, b}], {5, #{a => "map"}}, {4, fun lists:map/2}, {2, {1, {2, {3, lists:seq(1, 20)}}}}, {2, 1 bsl 100}]],
    d(ets:update_element(T, none, {2, x})),
    d(ets:update_element(T, none, {2, x}, {ignored, 1, 2})),
    d(ets:update_element(T, none2, [], {ignored, 1, 2})),
    d(lists:sort(ets:tab2list(T))),
    ets:delete(T).

replacing(Type) ->
    T = ets:new(t, [Type]),
    [ets:insert(T, {I, I rem 3, "text"}) || I <- lists:seq(1, 2500)],
    d(ets:select_replace(T, [{{'$1', 0, '_'}, [], [{{'$1', zero, {{'$1', "x"}}}}]}])),
    d(ets:select_replace(T, [{{'$1', 1, '$2'}, [{'>', '$1', 1000}], [{{'$1', {const, "one"}, '$2'}}]}])),
    d(ets:select_replace(T, [{{77, '$1', '$2'}, [], [{{77, found, '$1', '$2'}}]}])),
    d(ets:select_replace(T, [{{none, '$1'}, [], [{{none, found}}]}])),
    d(ets:select_replace(T, [{'_', [{'==', {element, 1, '$_'}, 80}], ['$_']}])),
    d(ets:select_replace(T, [{{'$1', '_', '_'}, [{'==', {element, 1, '$_'}, 81}], [{{{element, 1, '$_'}, new}}]}])),
    d(ets:select_replace(T, [{{'$1', '_', '_'}, [{'<', '$1', 5}], [{{'$1', {const, 'C'}, 3}}]}])),
    d({ets:info(T, size), erlang:phash2(ets:tab2list(T)), ets:lookup(T, 77), ets:lookup(T, 81), ets:lookup(T, 3), ets:lookup(T, 1003)}),
    ets:delete(T).

replace_bad() ->
    T = ets:new(t, [{keypos, 2}]),
    ets:insert(T, [{x, {a, 1}}, {y, b}]),
    [d({S, result(fun() -> ets:select_replace(T, [S]) end)}) ||
        S <- [{{'_', '$1'}, [], [{{'$1', '$1'}}]}, {{'_', '$1'}, [], [{{z, {element, 2, '$_'}}}]}, {{'_', '$1'}, [], [{{z, {element, 1, '$_'}}}]},
              {{'_', {a, '$1'}}, [], [{{z, {{a, '$1'}}}}]}, {{'_', {a, '$1'}}, [], [{{z, {a, '$1'}}}]}, {{'_', '$1'}, [], [{const, {z, b}}]},
              {{'_', b}, [], [{const, {z, b}}]}, {{'_', b}, [], [{{z, b}}]}, {{'_', '_'}, [], [{{z, '_'}}]}, {'$1', [], ['$1']},
              {{'_', '$1'}, [], ['$_', '$_']}, {{'_', '$1'}, [], []}, {{'_', '$1'}, [], [{{'$1'}}]}, {{'_', '$1'}, [], [{{z, {const, b}}}]},
              {{'_', b}, [], [{{z, {const, b}}}]}, {{'_', #{a => 1}}, [], [{{z, #{a => 1}}}]}, {{'_', {a, '$1'}}, [], [{{z, {const, {a, '$1'}}}}]}]],
    d(lists:sort(ets:tab2list(T))).

result(F) ->
    try F()
    catch C:R -> {C, R}
    end.

d(X) -> erlang:display(X).
