%% SPDX-License-Identifier: Apache-2.0
-module(ets_random_operations).
-export([main/0, run/3]).

%% Random sequences of calls on tables of every type. Each line is the hash of all results of one sequence and what is in
%% the table in the end; to see where two machines part, call run(Type, Seed, true) on both.
main() ->
    [run(Type, Seed, false) || Type <- types(), Seed <- lists:seq(1, 25)],
    ok.

types() ->
    [[set], [ordered_set], [bag], [duplicate_bag], [set, {keypos, 2}], [ordered_set, {keypos, 2}], [bag, {keypos, 2}],
     [set, public, {write_concurrency, true}], [set, public, {write_concurrency, auto}], [ordered_set, public, {write_concurrency, true}], [duplicate_bag, compressed]].

run(Type, Seed, Tell) ->
    T = ets:new(t, Type),
    R = rand:seed_s(exsss, {erlang:phash2(Type), Seed, 17}),
    Few = if Seed rem 3 =:= 0 -> 12; true -> 400 end,
    State = #{table => T, type => hd(Type), keypos => ets:info(T, keypos), keys => Few, fixed => 0, tell => Tell},
    Hash = steps(if Seed rem 5 =:= 0 -> 2500; true -> 250 end, R, State, 0),
    erlang:display({Type, Seed, Hash, ets:info(T, size), erlang:phash2(ets:tab2list(T))}),
    ets:delete(T).

steps(0, _, _, Hash) -> Hash;
steps(N, R0, S0, Hash) ->
    {Op, R1} = op(R0, S0),
    Result = try perform(Op, S0) catch C:E -> {C, E} end,
    #{tell := Tell} = S0,
    if Tell -> erlang:display({N, Op, Result}); true -> ok end,
    S1 = case Op of
             {fix, true} -> S0#{fixed := maps:get(fixed, S0) + 1};
             {fix, false} -> S0#{fixed := max(0, maps:get(fixed, S0) - 1)};
             _ -> S0
         end,
    steps(N - 1, R1, S1, erlang:phash2({Hash, Op, Result})).

uniform(N, R) -> rand:uniform_s(N, R).
pick(L, R0) -> {I, R} = uniform(length(L), R0), {lists:nth(I, L), R}.

key(R0, #{keys := Few}) ->
    {What, R1} = uniform(12, R0),
    {I, R2} = uniform(Few, R1),
    Key = case What of
              1 -> float(I);
              2 -> list_to_atom("key" ++ integer_to_list(I rem 20));
              3 -> integer_to_list(I);
              4 -> <<I:32>>;
              5 -> {I rem 10, I};
              6 -> (1 bsl 70) + I;
              7 -> -I;
              8 -> [I | I];
              _ -> I
          end,
    {Key, R2}.

value(R0) ->
    {What, R1} = uniform(9, R0),
    {I, R2} = uniform(5, R1),
    {case What of
         1 -> v; 2 -> {I, [I]}; 3 -> lists:seq(1, I); 4 -> binary:copy(<<I>>, 40 * I); 5 -> I * 1.5; 6 -> #{I => I};
         7 -> 1 bsl (60 + I); _ -> I
     end, R2}.

object(R0, #{keypos := Keypos} = S) ->
    {K, R1} = key(R0, S),
    {V, R2} = value(R1),
    {W, R3} = uniform(3, R2),
    {E, R4} = value(R3),
    {case {Keypos, W} of
         {1, 1} -> {K, V}; {1, 2} -> {K, V, E}; {1, 3} -> {K, W, V};
         {2, 1} -> {V, K}; {2, 2} -> {V, K, E}; {2, 3} -> {W, K, V}
     end, R4}.

objects(0, R, _) -> {[], R};
objects(N, R0, S) ->
    {O, R1} = object(R0, S),
    {L, R2} = objects(N - 1, R1, S),
    {[O | L], R2}.

op(R0, #{type := Type, fixed := Fixed} = S) ->
    {What, R1} = uniform(44, R0),
    {K, R2} = key(R1, S),
    {O, R3} = object(R2, S),
    {V, R4} = value(R3),
    {I, R5} = uniform(6, R4),
    case What of
        1 -> {{lookup, K}, R5};
        2 -> {{member, K}, R5};
        3 -> {{lookup_element, K, I}, R5};
        4 -> {{delete, K}, R5};
        5 -> {{delete_object, O}, R5};
        6 when Fixed > 0, Type =/= set, Type =/= ordered_set -> {{lookup, K}, R5};  % OTP miscounts marks there
        6 -> {{take, K}, R5};
        7 -> {{insert_new, O}, R5};
        8 -> {L, R6} = objects(I, R5, S), {{insert_new, L}, R6};
        9 -> {L, R6} = objects(I * 3, R5, S), {{insert, L}, R6};
        10 -> {{update_element, K, {I, V}}, R5};
        11 -> {{update_element, K, [{I, V}, {3, x}]}, R5};
        12 -> {{update_element, K, {I, V}, O}, R5};
        13 -> {{update_counter, K, I}, R5};
        14 -> {{update_counter, K, {I, 1}}, R5};
        15 -> {{update_counter, K, [{I, 1 bsl 59}, {3, -I, 0, 100}]}, R5};
        16 -> {{update_counter, K, {I, -1}, O}, R5};
        17 -> {{update_counter, K, {3, I, 5, 0}, {0, 0, 0}}, R5};
        18 -> {first, R5};
        19 -> {last, R5};
        20 -> {{next, K}, R5};
        21 -> {{prev, K}, R5};
        22 -> {{next_lookup, K}, R5};
        23 -> {P, R6} = pattern(R5, S), {{match, P}, R6};
        24 -> {P, R6} = pattern(R5, S), {{match_object, P}, R6};
        25 -> {M, R6} = spec(R5, S, ['$_']), {{select, M}, R6};
        26 -> {M, R6} = spec(R5, S, ['$$']), {{select_reverse, M}, R6};
        27 -> {M, R6} = spec(R5, S, [true]), {{select_count, M}, R6};
        28 -> {M, R6} = spec(R5, S, [{'>', {size, '$_'}, 2}]), {{select_delete, M}, R6};
        29 -> {M, R6} = spec(R5, S, ['$_']), {{chunks, M, I}, R6};
        30 -> {M, R6} = spec(R5, S, ['$_']), {L, R7} = objects(I, R6, S), {{changing_chunks, M, I, L}, R7};
        31 -> {M, R6} = spec(R5, S, ['$_']), {{reverse_chunks, M, I}, R6};
        32 -> {{replace, K, V}, R5};
        33 -> {{fix, true}, R5};
        34 -> {{fix, false}, R5};
        35 -> {{fix, false}, R5};
        36 when I =:= 1 -> {delete_all, R5};
        36 -> {size, R5};
        37 -> {tab2list, R5};
        38 -> {walk, R5};
        39 -> {{slot, I}, R5};
        40 when I =:= 1 -> {{match_delete, {'_', '_', '_'}}, R5};
        _ -> {{insert, O}, R5}
    end.

%% A key with a variable in it, or whole, or none.
key_pattern(R0, S) ->
    {K, R1} = key(R0, S),
    {What, R2} = uniform(6, R1),
    {case {What, K} of
         {1, {A, _}} -> {A, '$1'};
         {1, [A | _]} -> [A | '$1'];
         {2, _} -> K;
         {3, _} -> {'$1', '_'};
         {4, _} -> '_';
         _ -> '$1'
     end, R2}.

pattern(R0, #{keypos := Keypos} = S) ->
    {K, R1} = key_pattern(R0, S),
    {V, R2} = value(R1),
    {W, R3} = pick([V, '_', '$2', {'$3', '_'}, ['$2' | '$3'], #{}, '$1'], R2),
    {What, R4} = uniform(5, R3),
    {case {Keypos, What} of
         {_, 1} -> '$1'; {_, 2} -> '_';
         {1, 3} -> {K, W}; {2, 3} -> {W, K};
         {1, _} -> {K, W, '_'}; {2, _} -> {W, K, '_'}
     end, R4}.

spec(R0, S, Body) ->
    {P, R1} = pattern(R0, S),
    {P2, R2} = pattern(R1, S),
    {G, R3} = pick([[], [], [{is_integer, {element, 1, '$_'}}], [{'<', {element, 2, '$_'}, 100}], [{'=:=', {tuple_size, '$_'}, 3}],
                    [{'or', {is_atom, {element, 1, '$_'}}, {is_list, {element, 2, '$_'}}}]], R2),
    {Two, R4} = uniform(4, R3),
    {if Two =:= 1 -> [{P, G, Body}, {P2, [], Body}]; true -> [{P, G, Body}] end, R4}.

perform(Op, #{table := T, keypos := Keypos}) ->
    case Op of
        first -> ets:first(T);
        last -> ets:last(T);
        delete_all -> ets:delete_all_objects(T);
        size -> ets:info(T, size);
        tab2list -> ets:tab2list(T);
        walk -> walk(T, ets:first(T), []);
        {fix, On} -> ets:safe_fixtable(T, On);
        {chunks, M, N} -> chunks(fun ets:select/1, ets:select(T, M, N), [], fun(_) -> ok end, []);
        {reverse_chunks, M, N} -> chunks(fun ets:select_reverse/1, ets:select_reverse(T, M, N), [], fun(_) -> ok end, []);
        {changing_chunks, M, N, L} ->
            ets:safe_fixtable(T, true),
            Change = fun(O) -> ets:insert(T, O), ets:delete_object(T, O), ets:delete(T, element(Keypos, O)) end,
            R = chunks(fun ets:select/1, ets:select(T, M, N), [], Change, L),
            ets:safe_fixtable(T, false),
            R;
        {replace, K, V} when Keypos =:= 1 -> ets:select_replace(T, [{{K, '$1', '_'}, [], [{{{const, K}, {const, V}, '$1'}}]},
                                                                   {{'$2', 1}, [], [{{'$2', {const, V}}}]}]);
        {replace, K, V} -> ets:select_replace(T, [{{'$1', K, '_'}, [], [{{{const, V}, {const, K}, '$1'}}]}]);
        _ ->
            [F | Args] = tuple_to_list(Op),
            apply(ets, F, [T | Args])
    end.

chunks(_, '$end_of_table', Acc, _, _) -> lists:reverse(Acc);
chunks(F, {L, C}, Acc, Change, []) -> chunks(F, F(C), [L | Acc], Change, []);
chunks(F, {L, C}, Acc, Change, [O | Rest]) -> Change(O), chunks(F, F(C), [L | Acc], Change, Rest).

walk(_, '$end_of_table', A) -> A;
walk(T, K, A) -> walk(T, ets:next(T, K), [K | A]).
