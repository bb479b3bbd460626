%% SPDX-License-Identifier: Apache-2.0
-module(ets_error_reasons).
-export([main/0]).

%% Class, reason and error_info of everything that can go wrong, and what OTP's erl_stdlib_errors says of it.
main() ->
    Set = ets:new(set, []), Bag = ets:new(bag, [bag]), Ordered = ets:new(o, [ordered_set]),
    Named = ets:new(ets_error_named, [named_table]),
    Gone = ets:new(gone, []), ets:delete(Gone),
    Self = self(),
    spawn(fun() -> Self ! {other, ets:new(private, [private]), ets:new(protected, [])}, receive stop -> ok end end),
    {Private, Protected} = receive {other, A, B} -> {A, B} end,
    [ets:insert(T, {k, 1, x, "abc"}) || T <- [Set, Bag, Ordered, Named]],
    [calls(T) || T <- [Gone, no_such_table, 17, make_ref(), {a}, Private, Protected]],
    [try_it(F, [T | Args]) || T <- [Set, Bag, Ordered], {F, Args} <- bad_arguments()],
    [try_it(new, Args) || Args <- [[1, []], [a, b], [a, [x]], [a, [{keypos, 0}]], [a, [{keypos, x}]], [a, [{heir, x}]],
                                   [a, [{heir, self(), x, y}]], [a, [{write_concurrency, x}]], [a, [{read_concurrency, 1}]],
                                   [a, [{decentralized_counters, 1}]], [a, [set | x]], [ets_error_named, [named_table]],
                                   [a, [{heir, none, 1}]], [a, [{x, y}]], [a, [{keypos, 1 bsl 70}]],
                                   [a, [ordered_set, {write_concurrency, {debug_hash_fixed_number_of_locks, 64}}]]]],
    try_it(rename, [Set, 1]),
    try_it(rename, [Named, ets_error_named]),
    try_it(give_away, [Set, self(), x]),
    try_it(give_away, [Set, x, x]),
    try_it(give_away, [Protected, self(), x]),
    try_it(whereis, [1]),
    try_it(is_compiled_ms, [x]),
    try_it(match_spec_compile, [x]),
    try_it(match_spec_compile, [[]]),
    try_it(match_spec_run, [[a], x]),
    try_it(match_spec_run_r, [x, x, []]),
    try_it(repair_continuation, [x, x]),
    ok.

calls(T) ->
    Spec = [{'_', [], [true]}],
    [try_it(F, Args) || {F, Args} <-
        [{insert, [T, {a, b}]}, {insert, [T, []]}, {insert, [T, [{a}, {b}]]}, {insert, [T, x]}, {insert, [T, [x, y]]},
         {insert_new, [T, {a}]}, {insert_new, [T, []]}, {lookup, [T, a]}, {member, [T, a]}, {lookup_element, [T, a, 1]},
         {lookup_element, [T, a, 1, x]}, {delete, [T, a]}, {delete_object, [T, {a}]}, {take, [T, a]}, {first, [T]}, {last, [T]},
         {next, [T, a]}, {prev, [T, a]}, {first_lookup, [T]}, {last_lookup, [T]}, {next_lookup, [T, a]}, {prev_lookup, [T, a]},
         {slot, [T, 0]}, {select, [T, Spec]}, {select, [T, Spec, 1]}, {select_count, [T, Spec]},
         {internal_select_delete, [T, [{{a}, [], [true]}]]}, {select_delete, [T, Spec]}, {select_replace, [T, [{'_', [], ['$_']}]]},
         {select_reverse, [T, Spec]}, {select_reverse, [T, Spec, 1]}, {match, [T, '_']}, {match, [T, '_', 1]},
         {match_object, [T, '_']}, {match_object, [T, '_', 1]}, {match_delete, [T, '_']}, {update_element, [T, a, {1, x}]},
         {update_element, [T, a, {1, x}, {a, b}]}, {update_counter, [T, a, 1]}, {update_counter, [T, a, 1, {a, 1}]},
         {safe_fixtable, [T, true]}, {setopts, [T, {heir, none}]}, {give_away, [T, self(), x]}, {rename, [T, x]},
         {delete_all_objects, [T]}, {tab2list, [T]}, {delete, [T]}]],
    try_it(info, [T]), try_it(info, [T, size]), try_it(info, [T, x]), try_it(whereis, [T]).

bad_arguments() ->
    [{insert, [x]}, {insert, [{}]}, {insert, [[{a}, x]]}, {insert, [[{a} | x]]}, {insert, [[{}]]}, {insert_new, [x]},
     {insert_new, [[{a}, x]]}, {lookup_element, [k, 0]}, {lookup_element, [k, 9]}, {lookup_element, [z, 1]}, {lookup_element, [k, x]},
     {lookup_element, [k, 9, d]}, {lookup_element, [k, 0, d]}, {lookup_element, [z, 9, d]}, {delete_object, [x]},
     {delete_object, [{}]}, {next, [zzz]}, {prev, [zzz]}, {next, ['$end_of_table']}, {next_lookup, [zzz]}, {prev_lookup, [zzz]},
     {slot, [-1]}, {slot, [x]}, {slot, [1 bsl 70]}, {slot, [100000]}, {select, [x]}, {select, [[{a, b}]]}, {select, [[], 0]},
     {select, [[], x]}, {select, [x, 1]}, {select_count, [x]}, {select_delete, [x]}, {select_replace, [x]},
     {select_replace, [[{{'$1', '_', '_', '_'}, [], [{{x, 1}}]}]]}, {select_replace, [[{'_', [], [true]}]]},
     {select_reverse, [x]}, {select_reverse, [[], 0]}, {match, [x, 0]}, {match_object, [x, 0]}, {update_element, [k, {1, x}]},
     {update_element, [k, {0, x}]}, {update_element, [k, {9, x}]}, {update_element, [k, x]}, {update_element, [k, [{2, a}, x]]},
     {update_element, [k, [{2, a} | x]]}, {update_element, [k, {x, y}]}, {update_element, [z, {1, x}]},
     {update_element, [z, {9, x}, {a, b}]}, {update_element, [k, {2, x}, x]}, {update_element, [z, {1, x}, {a, b}]},
     {update_counter, [z, 1]}, {update_counter, [k, {1, 1}]}, {update_counter, [k, {3, 1}]}, {update_counter, [k, {9, 1}]},
     {update_counter, [k, {0, 1}]}, {update_counter, [k, x]}, {update_counter, [k, {2, x}]}, {update_counter, [k, {2, 1, 2}]},
     {update_counter, [k, {2, 1, x, 1}]}, {update_counter, [k, {2, 1, 1, x}]}, {update_counter, [k, [{2, 1}, {3, 1}]]},
     {update_counter, [k, [{2, 1} | x]]}, {update_counter, [z, 1, x]}, {update_counter, [z, 1, {a}]}, {update_counter, [z, 1, {a, b}]},
     {safe_fixtable, [x]}, {setopts, [x]}, {setopts, [{heir, x}]}, {setopts, [{protection, x}]}, {setopts, [[{x, y}]]},
     {setopts, [[{heir, none}, {heir, none}]]}, {setopts, [{protection, public, x}]}, {info, [x]}, {rename, [1]}].

try_it(F, Args) ->
    Said = try apply(ets, F, Args) of
               V -> {value, shown(V)}
           catch
               C:R:St ->
                   [{M, N, A, Info} | _] = St,
                   Format = case M of
                                ets when is_list(A) -> try erl_stdlib_errors:format_error(R, St) catch error:_ -> crash end;
                                _ -> none
                            end,
                   {C, R, M, N, if is_list(A) -> length(A); true -> A end, cause(Info), if is_map(Format) -> lists:sort(maps:to_list(Format)); true -> Format end}
           end,
    erlang:display({F, shown(tl(Args)), Said}).

cause(Info) ->
    case lists:keyfind(error_info, 1, Info) of
        {_, Map} -> lists:sort(maps:to_list(Map));
        false -> none
    end.

shown(X) when is_reference(X); is_pid(X) -> ref;
shown([H | T]) -> [shown(H) | shown(T)];
shown(T) when is_tuple(T) -> list_to_tuple(shown(tuple_to_list(T)));
shown(X) -> X.
