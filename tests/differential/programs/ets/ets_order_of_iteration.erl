%% SPDX-License-Identifier: Apache-2.0
-module(ets_order_of_iteration).
-export([main/0]).

%% Programs print what they find in a table; the order is that of OTP's hashes and of how its table grows. (Atoms inside
%% of keys count by their number, which no two machines agree on.)
main() ->
    [order(Type, Name, Keys) || Type <- [set, bag, duplicate_bag, ordered_set], {Name, Keys} <- keys()],
    ok.

keys() ->
    [{integers, lists:seq(1, 3000)},
     {few, [a, b, c, 1, 2.5, "string", <<"binary">>, {2, 1}, [], {}, #{1 => 1}, -17, 1 bsl 70]},
     {negative, lists:seq(-700, -1)},
     {atoms, [list_to_atom("key_" ++ integer_to_list(I)) || I <- lists:seq(1, 600)]},
     {strings, ["key" ++ integer_to_list(I) || I <- lists:seq(1, 400)]},
     {binaries, [<<"key", (integer_to_binary(I))/binary>> || I <- lists:seq(1, 700)]},
     {floats, [I / 7 || I <- lists:seq(1, 300)]},
     {tuples, [{I, I rem 7} || I <- lists:seq(1, 500)]},
     {big, [1 bsl I || I <- lists:seq(1, 300)]}].

order(Type, Name, Keys) ->
    T = ets:new(t, [Type]),
    [ets:insert(T, {K, I}) || {K, I} <- lists:zip(Keys, lists:seq(1, length(Keys)))],
    L = ets:tab2list(T),
    d({Type, Name, ets:info(T, size), erlang:phash2(L), lists:sublist(L, 20)}),
    d(erlang:phash2(walk(T, ets:first(T), []))),
    d(erlang:phash2(walk_back(T, ets:last(T), []))),
    d(erlang:phash2(ets:foldl(fun(X, A) -> [X | A] end, [], T))),
    d(erlang:phash2([ets:slot(T, I) || I <- lists:seq(0, 255), I =< ets:info(T, size)])),
    %% deleting most of them makes a hash table shrink
    [ets:delete(T, K) || {K, I} <- lists:zip(Keys, lists:seq(1, length(Keys))), I rem 10 =/= 0],
    d({ets:info(T, size), erlang:phash2(ets:tab2list(T))}),
    [ets:insert(T, {[K], 0}) || K <- Keys, not is_atom(K)],
    d({ets:info(T, size), erlang:phash2(ets:tab2list(T))}),
    ets:delete(T).

walk(_, '$end_of_table', A) -> A;
walk(T, K, A) -> walk(T, ets:next(T, K), [K | A]).
walk_back(_, '$end_of_table', A) -> A;
walk_back(T, K, A) -> walk_back(T, ets:prev(T, K), [K | A]).

d(X) -> erlang:display(X).
