%% SPDX-License-Identifier: Apache-2.0
-module(compare_guards_on_mixed_types).
-export([main/0, id/1]).

main() -> d([{X, f(id(X))} || X <- [1, 1.0, a, "a", {}, <<>>, [], #{}, 1 bsl 70]]).

f(X) when X == 1 -> equal_one;
f(X) when X < 1 -> less;
f(X) when X < b -> less_than_b;
f(X) when X < {} -> less_than_tuple;
f(X) when X < [] -> less_than_nil;
f(X) when X >= <<>> -> binary;
f(_) -> rest.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
