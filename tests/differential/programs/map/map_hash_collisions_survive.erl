%% SPDX-License-Identifier: Apache-2.0
%% Keys of every type in one large map, all found again.
-module(map_hash_collisions_survive).
-export([main/0]).

main() ->
    Ks = lists:flatten([[I, {I}, I * 1.0, integer_to_binary(I), <<I:20>>, 1 bsl (I + 60), {[I]}, #{I => I}] || I <- lists:seq(1, 400)]),
    M = maps:from_list([{K, erlang:phash2(K)} || K <- Ks]),
    d(map_size(M)),
    d([K || K <- Ks, maps:get(K, M) =/= erlang:phash2(K)]),
    d(map_size(lists:foldl(fun maps:remove/2, M, Ks))).

d(X) -> erlang:display(X).
