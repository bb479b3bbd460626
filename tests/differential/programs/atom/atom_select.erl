%% SPDX-License-Identifier: Apache-2.0
-module(atom_select).
-export([main/0, id/1]).

main() -> d([f(id(A)) || A <- [a, b, c, d, e, f, g, h, i, j, k, 'other', 1, "a", true, false, undefined]]).

f(a) -> 1;
f(b) -> 2;
f(c) -> 3;
f(d) -> 4;
f(e) -> 5;
f(f) -> 6;
f(g) -> 7;
f(h) -> 8;
f(i) -> 9;
f(j) -> 10;
f(true) -> 11;
f(undefined) -> 12;
f(A) when is_atom(A) -> 0;
f(_) -> none.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
