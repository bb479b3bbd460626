%% SPDX-License-Identifier: Apache-2.0
-module(map_patterns).
-export([main/0, id/1]).

main() ->
    d([f(id(M)) || M <- [#{}, #{a => 1}, #{a => 2, b => 3}, #{b => 1}, #{a => #{c => deep}}, #{1 => x, 2 => y}, #{a => 1, b => 1}, [], {}]]).

f(#{a := #{c := X}}) -> {nested, X};
f(#{a := X, b := X}) -> {same, X};
f(#{a := X, b := Y}) -> {both, X, Y};
f(#{a := X}) -> {a, X};
f(#{1 := X, 2 := Y}) -> {ints, X, Y};
f(M) when map_size(M) =:= 0 -> empty;
f(#{}) -> map;
f(_) -> none.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
