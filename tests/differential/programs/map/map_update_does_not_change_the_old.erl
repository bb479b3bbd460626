%% SPDX-License-Identifier: Apache-2.0
-module(map_update_does_not_change_the_old).
-export([main/0, id/1]).

main() ->
    A = id(#{1 => x, 2 => y}), B = A#{1 := z}, C = maps:put(3, w, A), L = maps:from_list([{K, 0} || K <- lists:seq(1, 64)]),
    L2 = L#{30 := 1}, L3 = maps:remove(30, L),
    d({A, B, C}),
    d({maps:get(30, L), maps:get(30, L2), maps:get(30, L3, none), map_size(L3), map_size(L)}),
    d(L2#{30 := 0} =:= L).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
