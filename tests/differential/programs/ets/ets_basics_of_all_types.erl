%% SPDX-License-Identifier: Apache-2.0
-module(ets_basics_of_all_types).
-export([main/0]).

main() ->
    [basics(Type, Keypos) || Type <- [set, ordered_set, bag, duplicate_bag], Keypos <- [1, 2]],
    ok.

basics(Type, Keypos) ->
    T = ets:new(table, [Type, {keypos, Keypos}]),
    d({Type, Keypos, ets:info(T, size), ets:tab2list(T), ets:first(T), ets:last(T)}),
    d(ets:insert(T, {a, b, 1})),
    d(ets:insert(T, {a, b, 2})),
    d(ets:insert(T, {a, b, 1})),
    d(ets:insert(T, [{b, a, 1}, {b, a, 1.0}, {1, 2, 3}, {1.0, 2.0, 4}])),
    d(ets:insert_new(T, {a, b, 7})),
    d(ets:insert_new(T, {c, d, 7})),
    d(ets:insert_new(T, [{e, f}, {g, h}])),
    d(ets:insert_new(T, [{x, y}, {g, h}])),
    d(ets:insert(T, [])),
    d(ets:insert_new(T, [])),
    d(lists:sort(ets:tab2list(T))),
    d([{K, ets:lookup(T, K)} || K <- [a, b, c, 1, 1.0, 2, 2.0, nothing, [], {}]]),
    d([{K, ets:member(T, K)} || K <- [a, b, c, 1, 1.0, 2, 2.0, nothing]]),
    d(ets:info(T, size)),
    d([try ets:lookup_element(T, K, P) catch error:badarg -> badarg end || K <- [a, b, 2], P <- [1, 2, 3]]),
    d([ets:lookup_element(T, K, P, default) || K <- [a, b, 2, z], P <- [1, 2]]),
    d(ets:take(T, b)),
    d(ets:take(T, b)),
    d(ets:take(T, nothing)),
    d(ets:delete(T, a)),
    d(ets:delete(T, nothing)),
    d(ets:delete_object(T, {1, 2, 3})),
    d(ets:delete_object(T, {1, 2, nothing})),
    d(lists:sort(ets:tab2list(T))),
    d(ets:info(T, size)),
    d(ets:delete_all_objects(T)),
    d({ets:info(T, size), ets:tab2list(T)}),
    d(ets:insert(T, {k, k, v})),
    d(ets:tab2list(T)),
    d(ets:delete(T)),
    d(ets:info(T)),
    d(ets:info(T, size)).

d(X) -> erlang:display(X).
