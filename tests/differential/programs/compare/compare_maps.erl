%% SPDX-License-Identifier: Apache-2.0
%% By size, then keys in order (integers before floats), then values.
-module(compare_maps).
-export([main/0, id/1]).

main() ->
    Ms = [#{}, #{a => 1}, #{a => 2}, #{b => 1}, #{1 => a}, #{1.0 => a}, #{2 => a}, #{1 => a, 2 => b}, #{1 => b, 2 => a}, #{1 => a, 3 => b}, #{1 => 1}, #{1 => 1.0}],
    [d({A, B, id(A) < id(B), id(A) > id(B), id(A) == id(B), id(A) =:= id(B)}) || A <- Ms, map_size(A) < 2, B <- Ms, map_size(B) < 2],
    [d([{id(A) < id(B), id(A) == id(B)} || B <- Ms]) || A <- Ms].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
