%% SPDX-License-Identifier: Apache-2.0
-module(map_variable_keys).
-export([main/0, id/1]).

main() ->
    M = id(#{1 => one, {2} => two, <<"three">> => 3, 1 bsl 70 => big, -0.0 => minus, "s" => str}),
    d([g(id(K), M) || K <- [1, {2}, <<"three">>, 1 bsl 70, -0.0, 0.0, "s", 1.0, []]]),
    d([h(id(K), M) || K <- [1, x]]).

g(K, M) -> case M of #{K := V} -> {found, V}; #{} -> none end.
h(K, M) -> try #{K := V} = M, V catch C:{R, _} -> {C, R} end.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
