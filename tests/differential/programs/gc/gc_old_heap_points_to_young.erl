%% SPDX-License-Identifier: Apache-2.0
-module(gc_old_heap_points_to_young).
-export([main/0]).

main() ->
    put(acc, []), [put(acc, [{I, lists:seq(1, I rem 10)} | lists:sublist(get(acc), 50)]) || I <- lists:seq(1, 5000)], d(erlang:phash2(get(acc))),
    d(lists:sum([length(L) || {_, L} <- get(acc)])).

d(X) -> erlang:display(X).
