%% SPDX-License-Identifier: Apache-2.0
-module(map_guards).
-export([main/0, id/1]).

main() ->
    d([f(id(M), id(K)) || {M, K} <- [{#{a => 1}, a}, {#{a => 1}, b}, {x, a}, {#{}, a}, {#{b => 2}, b}]]).

f(M, K) when map_get(K, M) =:= 1 -> one;
f(M, K) when is_map_key(K, M) -> {key, map_get(K, M)};
f(M, _) when is_map(M), map_size(M) =:= 0 -> empty;
f(M, _) when is_map(M) -> map;
f(_, _) -> none.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
