%% SPDX-License-Identifier: Apache-2.0
-module(ets_random_match_specs).
-export([main/0, run/2]).

%% Random heads, guards and bodies against a few objects: what ets:test_ms/2 says of each, and what a table gives. Each line
%% is the hash of many; run(Seed, true) tells them all.
main() ->
    [run(Seed, false) || Seed <- lists:seq(1, 120)],
    ok.

run(Seed, Tell) ->
    R = rand:seed_s(exsss, {Seed, 5, 77}),
    {Objects, R1} = many(6, R, fun object/1),
    T = ets:new(t, [lists:nth(1 + Seed rem 3, [bag, ordered_set, set])]),
    ets:insert(T, Objects),
    erlang:display({Seed, specs(25, R1, T, Objects, Tell, 0)}),
    ets:delete(T).

specs(0, _, _, _, _, Hash) -> Hash;
specs(N, R0, T, Objects, Tell, Hash) ->
    {Spec, R1} = spec(R0),
    Results = {[said(catch_it(fun() -> ets:test_ms(O, Spec) end)) || O <- Objects],
               catch_it(fun() -> lists:sort(ets:select(T, Spec)) end),
               catch_it(fun() -> ets:select_count(T, Spec) end),
               catch_it(fun() -> ets:match_spec_run(Objects, ets:match_spec_compile(Spec)) end)},
    if Tell -> erlang:display({N, Spec, Results}); true -> ok end,
    specs(N - 1, R1, T, Objects, Tell, erlang:phash2({Hash, Spec, Results})).

%% Texts of errors end where the display of a term is cut off.
said({error, Errors}) -> {error, [{E, lists:sublist(Text, 30)} || {E, Text} <- Errors]};
said(X) -> X.

catch_it(F) ->
    try F()
    catch C:E -> {C, E}
    end.

uniform(N, R) -> rand:uniform_s(N, R).
pick(L, R0) -> {I, R} = uniform(length(L), R0), {lists:nth(I, L), R}.

many(0, R, _) -> {[], R};
many(N, R0, F) ->
    {X, R1} = F(R0),
    {L, R2} = many(N - 1, R1, F),
    {[X | L], R2}.

object(R0) ->
    {N, R1} = pick([1, 2, 2, 3, 3, 3], R0),
    {L, R2} = many(N, R1, fun(R) -> value(3, R) end),
    {list_to_tuple(L), R2}.

value(0, R) -> pick([a, b, true, false, 0, 1, 2, 3, -1, 1.0, 2.5, [], {}, <<"bin">>, "str", #{}, 1 bsl 65, '$x'], R);
value(D, R0) ->
    {What, R1} = uniform(8, R0),
    case What of
        1 -> {N, R2} = uniform(4, R1), {L, R3} = many(N - 1, R2, fun(R) -> value(D - 1, R) end), {L, R3};
        2 -> {N, R2} = uniform(4, R1), {L, R3} = many(N - 1, R2, fun(R) -> value(D - 1, R) end), {list_to_tuple(L), R3};
        3 -> {A, R2} = value(0, R1), {B, R3} = value(D - 1, R2), {#{A => B}, R3};
        4 -> {A, R2} = value(D - 1, R1), {B, R3} = value(0, R2), {[A | B], R3};
        _ -> value(0, R1)
    end.

head(R0) ->
    {What, R1} = uniform(10, R0),
    case What of
        1 -> pick(['_', '$1', '$0', a, {}, [], {'$1'}, '$17'], R1);
        _ -> {N, R2} = pick([1, 2, 2, 3, 3, 3], R1), {L, R3} = many(N, R2, fun(R) -> pattern(2, R) end), {list_to_tuple(L), R3}
    end.

pattern(0, R0) ->
    {What, R1} = uniform(4, R0),
    if What =:= 1 -> value(1, R1); true -> pick(['_', '$1', '$2', '$3', '$1', '$77'], R1) end;
pattern(D, R0) ->
    {What, R1} = uniform(9, R0),
    case What of
        1 -> {A, R2} = pattern(D - 1, R1), {B, R3} = pattern(D - 1, R2), {{A, B}, R3};
        2 -> {A, R2} = pattern(D - 1, R1), {B, R3} = pattern(D - 1, R2), {[A | B], R3};
        3 -> {A, R2} = value(0, R1), {B, R3} = pattern(D - 1, R2), {#{A => B}, R3};
        4 -> {A, R2} = pattern(D - 1, R1), {[A], R2};
        _ -> pattern(0, R1)
    end.

spec(R0) ->
    {N, R1} = pick([1, 1, 1, 2], R0),
    many(N, R1, fun(R) ->
        {H, Ra} = head(R),
        {G, Rb} = pick([0, 0, 1, 1, 2], Ra),
        {Guards, Rc} = many(G, Rb, fun(X) -> expression(3, X) end),
        {B, Rd} = pick([1, 1, 1, 2], Rc),
        {Body, Re} = many(B, Rd, fun(X) -> expression(3, X) end),
        {{H, Guards, Body}, Re} end).

expression(0, R0) ->
    {What, R1} = uniform(6, R0),
    case What of
        1 -> {V, R2} = value(1, R1), {{const, V}, R2};
        2 -> pick([a, true, false, 0, 1, 2.5, [], <<"bin">>, "str", -7, 1 bsl 65], R1);
        _ -> pick(['$1', '$1', '$2', '$3', '$_', '$$', {self}, {node}], R1)
    end;
expression(D, R0) ->
    {What, R1} = uniform(12, R0),
    E = fun(R) -> expression(D - 1, R) end,
    case What of
        1 -> {L, R2} = many(2, R1, E), {{list_to_tuple(L)}, R2};
        2 -> {[A, B], R2} = many(2, R1, E), {[A | B], R2};
        3 -> {[A, B], R2} = many(2, R1, E), {#{A => B}, R2};
        4 -> {N, R2} = uniform(3, R1), {L, R3} = many(N, R2, E), {Op, R4} = pick(['and', 'or', 'andalso', 'orelse'], R3),
             {list_to_tuple([Op | L]), R4};
        5 -> expression(0, R1);
        6 -> {Op, R2} = pick([is_atom, is_integer, is_list, is_map, hd, tl, length, size, 'not', abs, '-', round, trunc, float,
                              tuple_size, map_size, byte_size, bit_size, is_boolean, is_number, is_function, 'bnot', ceil], R1),
             {A, R3} = E(R2), {{Op, A}, R3};
        7 -> {[A, B, C], R2} = many(3, R1, E), {Op, R3} = pick([is_record, binary_part], R2), {{Op, A, B, C}, R3};
        _ -> {Op, R2} = pick(['+', '-', '*', '/', 'div', 'rem', 'band', 'bor', 'bsl', '==', '=:=', '/=', '=/=', '<', '>=', '>', '=<',
                              element, map_get, is_map_key, max, min, 'xor', is_function], R1),
             {[A, B], R3} = many(2, R2, E), {{Op, A, B}, R3}
    end.
