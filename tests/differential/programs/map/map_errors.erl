%% SPDX-License-Identifier: Apache-2.0
-module(map_errors).
-export([main/0, id/1]).

main() ->
    d([t(fun() -> map_get(id(K), id(M)) end) || {K, M} <- [{a, #{}}, {a, x}, {1.0, #{1 => 2}}]]),
    d([t(fun() -> map_size(id(M)) end) || M <- [#{}, x, []]]),
    d([t(fun() -> is_map_key(a, id(M)) end) || M <- [#{}, x]]),
    d([t(fun() -> maps:get(a, id(M)) end) || M <- [#{}, x]]),
    d([t(fun() -> maps:put(a, 1, id(M)) end) || M <- [x, []]]),
    d([t(fun() -> maps:update(a, 1, id(M)) end) || M <- [#{}, x]]),
    d([t(fun() -> maps:remove(a, id(M)) end) || M <- [#{}, x]]),
    d([t(fun() -> maps:find(a, id(M)) end) || M <- [#{}, #{a => 1}, x]]),
    d([t(fun() -> maps:take(a, id(M)) end) || M <- [#{}, #{a => 1}, x]]),
    d([t(fun() -> maps:keys(id(M)) end) || M <- [x]]),
    d([t(fun() -> maps:values(id(M)) end) || M <- [x]]),
    d([t(fun() -> maps:to_list(id(M)) end) || M <- [x]]),
    d([t(fun() -> maps:merge(id(A), id(B)) end) || {A, B} <- [{x, #{}}, {#{}, x}, {x, y}]]),
    d([t(fun() -> maps:from_list(id(L)) end) || L <- [x, [a], [{1}], [{1, 2} | x], [{1, 2}, {1, 3}]]]),
    d([t(fun() -> maps:from_keys(id(L), v) end) || L <- [x, [1 | x], [1, 1, 2]]]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
