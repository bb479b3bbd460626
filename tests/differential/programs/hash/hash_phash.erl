%% SPDX-License-Identifier: Apache-2.0
-module(hash_phash).
-export([main/0, id/1]).

main() ->
    [d({X, erlang:phash(id(X), 1 bsl 32), erlang:phash(id(X), 100)}) || X <- [0, 1, -1, 255, 1 bsl 27, 1 bsl 59, 1 bsl 64, -(1 bsl 64), a, abc, [], {}, <<>>, "abc", [1 | 2], {1, 2}, <<"abc">>, [a, b, c]]], d([t(fun() -> erlang:phash(x, id(R)) end) || R <- [0, -1, a]]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
