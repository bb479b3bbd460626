%% SPDX-License-Identifier: Apache-2.0
-module(map_small_build_and_read).
-export([main/0, id/1]).

main() ->
    M = id(#{1 => a, 2 => b, "k" => c, {t} => d, <<"b">> => e, 1.5 => f}),
    d(M),
    d([maps:get(K, M, none) || K <- [1, 2, "k", {t}, <<"b">>, 1.5, 1.0, x]]),
    d([is_map_key(id(K), M) || K <- [1, x]]),
    d(map_size(M)),
    d(lists:sort(maps:keys(M))),
    d(lists:sort(maps:values(M))),
    d(id(#{})).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
