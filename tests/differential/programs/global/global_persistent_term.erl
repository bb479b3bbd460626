%% SPDX-License-Identifier: Apache-2.0
-module(global_persistent_term).
-export([main/0]).

main() -> K = {?MODULE, 1}, d(persistent_term:get(K, none)),
    d(persistent_term:put(K, {value, [1, 2]})),
    d(persistent_term:get(K)),
    d(persistent_term:put(K, other)),
    d(persistent_term:get(K, none)),
    d(persistent_term:erase(K)),
    d(persistent_term:erase(K)),
    d(t(fun() -> persistent_term:get(K) end)), B = maps:from_list([{I, {I}} || I <- lists:seq(1, 100)]), persistent_term:put(K, B),
    d(persistent_term:get(K) =:= B), S = self(), spawn(fun() -> S ! map_size(persistent_term:get(K)) end),
    d(receive X -> X end),
    d(lists:keymember(K, 1, persistent_term:get())), V = persistent_term:get(K), persistent_term:erase(K), garbage_collect(),
    d(map_size(V)),
    d(lists:sort(maps:keys(persistent_term:info()))).

t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
