%% SPDX-License-Identifier: Apache-2.0
%% == converts inside containers, but not in map keys.
-module(compare_mixed_exactness).
-export([main/0, id/1]).

main() ->
    d([{1 == id(1.0), {1} == id({1.0}), [1] == id([1.0]), [1 | 2] == id([1.0 | 2.0]), #{a => 1} == id(#{a => 1.0}), #{1 => a} == id(#{1.0 => a})}]),
    d([{1 =:= id(1.0), {1} =:= id({1.0}), [1] =:= id([1.0]), #{a => 1} =:= id(#{a => 1.0})}]),
    d({lists:keyfind(1, 1, id([{1.0, a}])), lists:member(1, id([1.0])), id([1]) -- [1.0]}).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
