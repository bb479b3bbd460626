%% SPDX-License-Identifier: Apache-2.0
%% Persistent terms are put, replaced and erased while others read them and keep what they have read.
-module(global_persistent_term_at_once).
-export([main/0]).

main() ->
    persistent_term:put({?MODULE, shared}, value(0)),
    Readers = [spawn_monitor(fun() -> reader(0, []) end) || _ <- lists:seq(1, 6)],
    Writers = [spawn_monitor(fun() -> writer(W, 60) end) || W <- lists:seq(1, 3)],
    [begin persistent_term:put({?MODULE, shared}, value(N)), erlang:yield() end || N <- lists:seq(1, 200)],
    show([receive {'DOWN', M, _, _, R} -> R end || {_, M} <- Writers]),
    [P ! stop || {P, _} <- Readers],
    show([receive {'DOWN', M, _, _, R} -> R end || {_, M} <- Readers]),
    show(persistent_term:get({?MODULE, shared})),
    show(persistent_term:erase({?MODULE, shared})),
    show(persistent_term:erase({?MODULE, shared})),
    show([K || {{?MODULE, _} = K, _} <- persistent_term:get()]).

value(N) -> {N, lists:seq(N, N + 5), #{n => N}, <<N:800>>}.

%% What is read is whole, never older than before, and stays what it was.
reader(Least, Kept) ->
    V = persistent_term:get({?MODULE, shared}),
    N = element(1, V),
    true = N >= Least,
    true = V =:= value(N),
    Kept1 = lists:sublist([{N, V} | Kept], 5),
    true = lists:all(fun({K, Old}) -> Old =:= value(K) end, Kept1),
    [persistent_term:get({?MODULE, W, K}, none) || W <- [1, 2, 3], K <- [1, 2, 3]],
    receive stop -> exit(done) after 0 -> reader(N, Kept1) end.

writer(_, 0) -> exit(done);
writer(W, N) ->
    [persistent_term:put({?MODULE, W, K}, {K, N}) || K <- lists:seq(1, 10)],
    [{K, N} = persistent_term:get({?MODULE, W, K}) || K <- lists:seq(1, 10)],
    [true = persistent_term:erase({?MODULE, W, K}) || K <- lists:seq(1, 10)],
    [none = persistent_term:get({?MODULE, W, K}, none) || K <- lists:seq(1, 10)],
    writer(W, N - 1).

show(X) -> erlang:display(X).
