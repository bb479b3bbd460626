%% SPDX-License-Identifier: Apache-2.0
-module(ets_compressed).
-export([main/0]).

%% Tables whose objects are compressed: what they hold is what was put in, and it takes as much memory as there.
main() ->
    [sizes(Type) || Type <- [set, ordered_set, bag, duplicate_bag]],
    sizes_of_keys(),
    [operations(Type, KeyPos) || Type <- [set, ordered_set, bag, duplicate_bag], KeyPos <- [1, 3]],
    operations(ordered_set, 1, [{write_concurrency, true}]),
    [long_insertion(Type) || Type <- [set, ordered_set, bag, duplicate_bag]],
    binaries(),
    ok.

terms() ->
    Large = binary:copy(<<"abcdefgh">>, 100),
    <<_:16, Part:64/binary, _/binary>> = binary:copy(<<"01234567">>, 50),
    <<_:3, Bits:701/bitstring, _/bitstring>> = Large,
    Free = [1, {two, "three"}],
    [{none, []}, {atom, undefined}, {byte, 255}, {negative, -1}, {int32, 1 bsl 31 - 1}, {below, -(1 bsl 31)}, {int33, 1 bsl 31},
     {small, 1 bsl 59 - 1}, {least, -(1 bsl 59)}, {word, 1 bsl 59}, {word64, 1 bsl 63}, {big, 1 bsl 300}, {huge, -(1 bsl 3000)},
     {float, 1.5}, {zero, -0.0}, {tiny, 1.0e-300}, {string, "string"}, {long, lists:duplicate(70000, $a)}, {words, [1, 256, a]},
     {improper, [a | b]}, {nested, {a, {b, [c, {}]}}}, {wide, list_to_tuple(lists:seq(1, 300))}, {empty, {}},
     {heap_binary, <<1, 2, 3>>}, {none_binary, <<>>}, {binary, Large}, {part, Part}, {bits, <<5:3>>}, {shared_bits, Bits},
     {map, #{a => 1, "b" => [2.0]}}, {no_map, #{}}, {large_map, maps:from_list([{I, I * I} || I <- lists:seq(1, 100)])},
     {pid, self()}, {reference, make_ref()}, {export, fun lists:map/2}, {local, fun(X) -> X end}, {closure, fun(X) -> [X | Free] end},
     {table, ets:new(t, [])}, {list_of_all, [self(), Large, {Part, fun erlang:abs/1}]}].

sizes(Type) ->
    T = ets:new(t, [Type, compressed]),
    N = ets:new(t, [Type]),
    Empty = ets:info(T, memory),
    io:format("~w ~w~n", [Type, {ets:info(T, compressed), Empty =:= ets:info(N, memory)}]),
    [begin
         true = ets:insert(T, {Name, Term}),
         Size = ets:info(T, memory) - Empty,
         Same = ets:lookup(T, Name) =:= [{Name, Term}],
         Element = case Type of
                       bag -> [Term]; duplicate_bag -> [Term];
                       _ -> Term
                   end,
         io:format("~w ~w ~w ~w~n", [Name, Size, Same, ets:lookup_element(T, Name, 2) =:= Element]),
         true = ets:delete(T, Name),
         0 = ets:info(T, memory) - Empty
     end || {Name, Term} <- terms()].

sizes_of_keys() ->
    [begin
         T = ets:new(t, [Type, compressed, {keypos, 2}]),
         Empty = ets:info(T, memory),
         [begin
              ets:insert(T, {Name, Term, "value"}),
              io:format("~w ~w ~w ~w~n", [Type, Name, ets:info(T, memory) - Empty, ets:lookup(T, Term) =:= [{Name, Term, "value"}]]),
              ets:delete(T, Term),
              0 = ets:info(T, memory) - Empty
          end || {Name, Term} <- terms(), Name =/= closure, Name =/= local]
     end || Type <- [set, ordered_set]].

%% What a table does not tell is whether it is compressed.
operations(Type, KeyPos) -> operations(Type, KeyPos, []).
operations(Type, KeyPos, More) ->
    {PlainOrder, Plain} = run(ets:new(t, [Type, {keypos, KeyPos} | More]), Type, KeyPos),
    {Order, Compressed} = run(ets:new(t, [Type, {keypos, KeyPos}, compressed | More]), Type, KeyPos),
    [io:format("~w differs: ~p~n~p~n", [Type, P, C]) || {P, C} <- lists:zip(Plain, Compressed), P =/= C],
    io:format("~w ~w: ~w ~w~n", [Type, KeyPos, Order =:= PlainOrder, erlang:phash2(Compressed)]).

run(T, Type, KeyPos) ->
    Object = fun(Key, Value) ->
                     list_to_tuple([case I of KeyPos -> Key; _ -> {I, Value, [Value]} end || I <- lists:seq(1, 4)])
             end,
    Other = 5 - KeyPos - 1,
    Objects = [Object({key, I rem 40}, I) || I <- lists:seq(1, 100)],
    Any = Object('$1', '$2'),
    Head = setelement(Other, list_to_tuple(lists:duplicate(4, '_')), '$1'),
    Replacing = list_to_tuple([case I of KeyPos -> '$1'; _ -> {const, {I, "replaced"}} end || I <- lists:seq(1, 4)]),
    Insertions = [ets:insert(T, O) || O <- Objects] ++ [ets:insert_new(T, hd(Objects)), ets:insert(T, hd(Objects))],
    Read = [[ets:lookup(T, {key, 3}), ets:lookup_element(T, {key, 4}, Other), ets:member(T, {key, 5}), all(T)],
            [lists:sort(ets:match(T, Any)), lists:sort(ets:match_object(T, Object({key, 7}, '_')))],
            [lists:sort(ets:select(T, [{Any, [{'>', '$2', 50}], ['$_']}])), ets:select_count(T, [{Any, [{'>', '$2', 50}], [true]}])],
            [lists:sort(ets:select(T, [{Head, [], [{{'$1', '$_'}}]}])), ets:foldl(fun(_, N) -> N + 1 end, 0, T)],
            chunks(ets:select(T, [{Any, [], ['$$']}], 7))],
    Order = [ets:first(T), ets:next(T, {key, 9}), ets:last(T), ets:slot(T, 0), ets:tab2list(T)],
    Changes = case lists:member(Type, [set, ordered_set]) of
                  true ->
                      [ets:insert(T, Object({key, 3}, "anew")), ets:lookup(T, {key, 3}),
                       ets:update_element(T, {key, 4}, {Other, small}), ets:lookup(T, {key, 4}),
                       ets:update_element(T, {key, 4}, {Other, <<1:1000>>}), ets:lookup(T, {key, 4}),
                       ets:update_element(T, {key, 5}, [{Other, 17}, {2, 1 bsl 58}]), ets:update_counter(T, {key, 5}, {Other, 1}),
                       ets:update_counter(T, {key, 5}, [{Other, 1}, {2, 1 bsl 58}, {2, 1 bsl 59}]), ets:lookup(T, {key, 5}),
                       fails(fun() -> ets:update_counter(T, {key, 6}, {Other, 1}) end), ets:update_counter(T, new, {Other, 2}, setelement(Other, Object(new, "x"), 5)),
                       ets:lookup(T, new),
                       ets:select_replace(T, [{Any, [{'>', '$2', 50}], [{Replacing}]}]), all(T)];
                  false ->
                      [ets:insert(T, lists:nth(7, Objects)), ets:lookup(T, {key, 7}), ets:insert_new(T, lists:nth(8, Objects)),
                       ets:delete_object(T, lists:nth(7, Objects)), ets:lookup(T, {key, 7}), fails(fun() -> ets:update_counter(T, x, 1) end)]
              end,
    true = ets:safe_fixtable(T, true),
    Fixed = [ets:delete(T, {key, 11}), ets:insert(T, Object({key, 11}, "again")), ets:lookup(T, {key, 11}),
             ets:delete_object(T, lists:nth(12, Objects)), ets:lookup(T, {key, 12})],
    true = ets:safe_fixtable(T, false),
    Removals = [ets:delete_object(T, lists:nth(14, Objects)), ets:take(T, {key, 15}), ets:match_delete(T, Object({key, 16}, '_')),
                ets:select_delete(T, [{Any, [{'<', '$2', 30}], [true]}]), all(T), ets:info(T, size)],
    Name = filename:join("/tmp", "ets_compressed_" ++ os:getpid()),
    ok = ets:tab2file(T, Name),
    {ok, Back} = ets:file2tab(Name),
    Kept = [lists:sort(ets:tab2list(Back)) =:= all(T), ets:info(Back, compressed) =:= ets:info(T, compressed)],
    file:delete(Name),
    ets:delete(Back),
    Last = [ets:delete_all_objects(T), ets:info(T, size), all(T)],
    ets:delete(T),
    {Order, Insertions ++ Read ++ Changes ++ Fixed ++ Removals ++ Kept ++ Last}.

fails(Do) -> try Do() catch error:Reason -> Reason end.

all(T) -> lists:sort(ets:tab2list(T)).

chunks('$end_of_table') -> [];
chunks({Some, Rest}) -> lists:sort(Some ++ lists:append([chunks(ets:select(Rest))])).

long_insertion(Type) ->
    T = ets:new(t, [Type, compressed]),
    Objects = [{I, {I, "text"}} || I <- lists:seq(1, 20000)],
    true = ets:insert(T, Objects),
    false = ets:insert_new(T, Objects),
    true = ets:insert(T, Objects ++ [{last, [last]}]),
    io:format("~w ~w ~w ~w~n", [Type, ets:info(T, size), ets:info(T, memory), ets:lookup(T, 20000)]),
    1 = ets:select_delete(T, [{{1, '_'}, [], [true]}]) div (case Type of duplicate_bag -> 2; _ -> 1 end),
    true = ets:delete(T).

%% A large binary is kept once, however many objects have it, and as long as any has it.
binaries() ->
    T = ets:new(t, [set, compressed]),
    Large = binary:copy(<<"0123456789">>, 1000),
    <<_:80, Middle:8000/binary, _/binary>> = Large,
    ets:insert(T, [{1, Large}, {2, [Middle, Middle]}, {Large, #{Large => Middle}}]),
    io:format("~w~n", [lists:sort([{Size, Used > 1} || K <- [1, 2], {_, Size, Used} <- erts_internal:ets_lookup_binary_info(T, K)])]),
    true = ets:lookup(T, 1) =:= [{1, Large}],
    true = ets:lookup_element(T, Large, 2) =:= #{Large => Middle},
    true = ets:lookup_element(T, 2, 2) =:= [Middle, Middle],
    true = ets:delete(T).
