%% SPDX-License-Identifier: Apache-2.0
-module(map_update_with_same_value).
-export([main/0, id/1]).

main() ->
    M = maps:from_list([{K, {K}} || K <- lists:seq(1, 100)]),
    d(M#{5 := {5}} =:= M),
    d(maps:put(5, {5}, M) =:= M), S = id(#{1 => {a}, 2 => b}),
    d(S#{1 := {a}}),
    d(maps:update(2, b, S)).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
