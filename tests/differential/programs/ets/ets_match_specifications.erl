%% SPDX-License-Identifier: Apache-2.0
-module(ets_match_specifications).
-export([main/0]).

main() ->
    Objects = [{a, 1, "x"}, {b, 2.5, <<"y">>}, {c, {d, 3}, [1, 2, 3]}, {d, #{k => v, n => 1}, {}}, {e, 1, 1},
               {1, 1, 1.0}, {f, [], [a | b]}, {g, make_it(fun lists:map/2), 17}, {h, self, true}],
    [each(Type, Objects) || Type <- [set, ordered_set, bag, duplicate_bag]],
    ok.

make_it(X) -> X.

each(Type, Objects) ->
    T = ets:new(t, [Type]),
    ets:insert(T, Objects),
    d({Type, patterns}),
    [d({P, lists:sort(ets:match(T, P)), lists:sort(ets:match_object(T, P))}) || P <- patterns()],
    d({Type, specs}),
    [d({S, result(fun() -> lists:sort(ets:select(T, S)) end), result(fun() -> ets:select_count(T, S) end)}) || S <- specs()],
    d({Type, guards}),
    [d({G, result(fun() -> lists:sort(ets:select(T, [{{'$1', '$2', '$3'}, [G], ['$1']}])) end)}) || G <- guards()],
    d({Type, bodies}),
    [d({B, result(fun() -> lists:sort(ets:select(T, [{{'$1', '$2', '$3'}, [], B}])) end)}) || B <- bodies()],
    ets:delete(T).

patterns() ->
    ['_', '$1', {'_', '_', '_'}, {'$1', '_', '_'}, {'$2', '$1', '_'}, {'$1', '$1', '_'}, {'_', '$1', '$1'}, {a, '_', '_'},
     {'_', 1, '_'}, {'_', {d, '$7'}, '_'}, {'_', #{k => '$1'}, '$2'}, {'_', #{}, '_'}, {'_', #{k => v, 1 => 1}, '_'},
     {'$1', '_', [1 | '$2']}, {'$1', '_', [a | '$2']}, {'_', '_', "x"}, {'_', '_', <<"y">>}, {'_', 2.5, '_'}, {'_', '_'},
     {}, a, [], {'$100', '$2000', '_'}, {'$0', '$00', '_'}, {x, '_', '_'}, {1, '_', '_'}, {1.0, '_', '_'}].

specs() ->
    [[], [{'_', [], [true]}], [{'_', [], ['$_']}], [{'$1', [], ['$1']}], [{'$1', [], ['$$']}],
     [{{'$1', '_', '_'}, [], ['$$']}], [{{a, '_', '_'}, [], [first]}, {{'_', 1, '_'}, [], [second]}],
     [{{a, '$1', '_'}, [], ['$1']}, {{b, '$1', '_'}, [], ['$1']}, {{zz, '$1', '_'}, [], ['$1']}],
     [{{'$1', '_', '_'}, [{is_atom, '$1'}], [true, false, '$1']}],
     [{{'$1', '_', '_'}, [false], [true]}], [{{'$1', '_', '_'}, [true], [true]}], [{{'$1', '_', '_'}, [nonsense], [true]}],
     x, [x], [{a, b}], [{'_', [], []}], [{'_', x, [true]}], [{'_', [], true}], [{'_', [], ['$1']}], [{'_', ['$1'], [true]}],
     [{'_', [{no_such_function, 1}], [true]}], [{'_', [{is_atom}], [true]}], [{'_', [{is_atom, 1, 2}], [true]}],
     [{'_', [], [{a, b}]}], [{'_', [], [{}]}], [{'_', [], [{{}}]}], [{'_', [], [{1}]}], [{'_', [{const}], [true]}],
     [{'_', [], [{const, a, b}]}], [{'_', [], [{message, a}]}], [{'_', [], [{return_trace}]}], [{'_', [{'and'}], [true]}],
     [{'_', [], [true] ++ x}], [{'_', [] ++ x, [true]}], [{{'_', #{'$1' => a}, '_'}, [], [true]}],
     [{{'_', #{'_' => a}, '_'}, [], [true]}], [{'_', [], [true]} | tail]].

guards() ->
    [{is_atom, '$1'}, {is_integer, '$2'}, {is_float, '$2'}, {is_number, '$2'}, {is_list, '$3'}, {is_tuple, '$2'},
     {is_map, '$2'}, {is_binary, '$3'}, {is_bitstring, '$3'}, {is_boolean, '$3'}, {is_function, '$2'}, {is_function, '$2', 2},
     {is_record, '$2', d, 2}, {is_record, '$2', d}, {is_pid, '$1'}, {is_port, '$1'}, {is_reference, '$1'},
     {'>', '$2', 1}, {'>=', '$2', 1}, {'<', '$2', 2}, {'=<', '$2', 1}, {'=:=', '$2', 1}, {'==', '$2', 1.0}, {'=/=', '$2', 1},
     {'/=', '$2', 1}, {'==', '$1', '$2'}, {'not', {is_atom, '$1'}}, {'and', {is_atom, '$1'}, {is_integer, '$2'}},
     {'and', true, true, {is_atom, '$1'}}, {'or', {is_list, '$3'}, {is_map, '$2'}}, {'or', x, true}, {'and', false, x},
     {'andalso', {is_list, '$3'}, {'==', {hd, '$3'}, 1}}, {'orelse', {is_tuple, '$2'}, {'==', {length, '$3'}, 1}},
     {'andthen', {is_list, '$3'}, true}, {'andalso', true}, {'andalso', x, true}, {'andalso', true, x}, {'orelse', false, x},
     {'xor', {is_atom, '$1'}, {is_integer, '$2'}}, {'==', {length, '$3'}, 3}, {'==', {length, '$3'}, 1}, {'==', {size, '$2'}, 2},
     {'==', {element, 1, '$2'}, d}, {'==', {element, 2, '$_'}, 1}, {'==', {tuple_size, '$2'}, 2}, {'==', {map_size, '$2'}, 2},
     {'==', {map_get, k, '$2'}, v}, {is_map_key, k, '$2'}, {'==', {byte_size, '$3'}, 1}, {'==', {bit_size, '$3'}, 8},
     {'==', {'+', '$2', 1}, 2}, {'==', {'-', '$2'}, -1}, {'==', {'*', '$2', 2}, 5.0}, {'==', {'/', '$2', 2}, 0.5},
     {'==', {'div', '$2', 1}, 1}, {'==', {'rem', '$3', 10}, 7}, {'==', {'band', '$2', 1}, 1}, {'==', {'bor', '$2', 2}, 3},
     {'==', {'bxor', '$2', 1}, 0}, {'==', {'bnot', '$2'}, -2}, {'==', {'bsl', '$2', 3}, 8}, {'==', {'bsr', '$3', 1}, 8},
     {'==', {abs, '$2'}, 1}, {'==', {round, '$2'}, 3}, {'==', {trunc, '$2'}, 2}, {'==', {ceil, '$2'}, 3}, {'==', {floor, '$2'}, 2},
     {'==', {float, '$2'}, 1.0}, {'==', {max, '$2', 2}, 2}, {'==', {min, '$2', 2}, 1}, {'==', {hd, '$3'}, 1}, {'==', {tl, '$3'}, b},
     {'==', {binary_part, '$3', {{0, 1}}}, <<"y">>}, {'==', {binary_part, '$3', 0, 1}, <<"y">>}, {'==', {node}, {node, {self}}},
     {'==', '$3', {const, {}}}, {'==', '$2', {{d, 3}}}, {'==', '$2', #{k => v, n => {'+', 0, 1}}}, {'==', '$3', [1, 2, '$4']},
     {'==', '$3', [1, 2, 3]}, {get_tcw}, {is_atom, '$9'}, '$1', x, true, 17, {unknown, x}].

bodies() ->
    [['$1'], ['$_'], ['$$'], [{{'$1', '$2'}}], [['$1' | '$2']], [[{{'$3'}}, '$1']], [{element, 1, '$_'}], [{element, 9, '$_'}],
     [{element, 0, '$_'}], [{element, 1, '$2'}], [{hd, '$3'}], [{const, '$1'}], [{const, {a, "b", #{c => d}}}], [{self}] -- [{self}],
     [#{0 => '$1', {{'$1'}} => x}], [#{}], [[]], ["string", 1.5, 1 bsl 80], [{{}}], [{{{{'$1'}}, a}}], [{'+', '$2', 1}],
     [{{x, {'+', '$2', x}}}], [{'and', '$3', true}], [{'or', '$3', false}], [{'andalso', '$3', '$1'}], [{'orelse', '$3', '$1'}],
     [{map_get, k, '$2'}], [{length, '$3'}], [[a, {const, b}, <<1, 2>>]], [{is_atom, '$1'}], [{'==', '$2', '$3'}]].

result(F) ->
    try F()
    catch C:R -> {C, R}
    end.

d(X) -> erlang:display(X).
