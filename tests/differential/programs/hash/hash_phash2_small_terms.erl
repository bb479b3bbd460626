%% SPDX-License-Identifier: Apache-2.0
-module(hash_phash2_small_terms).
-export([main/0, id/1]).

main() ->
    [d({X, erlang:phash2(id(X)), erlang:phash2(id(X), 1000)}) || X <- [0, 1, -1, 255, 1 bsl 27, -(1 bsl 28), 1 bsl 59, 1 bsl 60, -(1 bsl 60), 1 bsl 64, -(1 bsl 64), 1 bsl 128, a, '', abc, [], {}, #{}, <<>>, "", "abc", [1 | 2], {1, 2}, {a, {b}}, <<"abc">>, <<1:3>>, <<"abc", 5:3>>, [a, b, c], [[]], [1, 2, 3, 300]]].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
