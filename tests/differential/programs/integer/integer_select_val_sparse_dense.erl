%% SPDX-License-Identifier: Apache-2.0
-module(integer_select_val_sparse_dense).
-export([main/0, id/1]).

main() ->
    d([f(id(N)) || N <- lists:seq(-2, 20)]),
    d([g(id(N)) || N <- [1, 10, 100, 1000, 10000, 100000, 5, a, 1.0, -7, 1 bsl 62, 1 bsl 70]]).

f(0) -> a;
f(1) -> b;
f(2) -> c;
f(3) -> d;
f(4) -> e;
f(5) -> f;
f(6) -> g;
f(7) -> h;
f(8) -> i;
f(9) -> j;
f(15) -> k;
f(_) -> none.

g(1) -> one;
g(10) -> ten;
g(100) -> hundred;
g(1000) -> thousand;
g(10000) -> myriad;
g(-7) -> minus;
g(4611686018427387904) -> big;
g(_) -> none.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
