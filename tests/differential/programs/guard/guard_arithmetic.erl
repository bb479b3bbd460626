%% SPDX-License-Identifier: Apache-2.0
-module(guard_arithmetic).
-export([main/0, id/1]).

main() -> d([{X, Y, f(id(X), id(Y))} || X <- [1, 2.0, a, 1 bsl 60, -7], Y <- [0, 2, 2.0, b, 1 bsl 60]]).

f(X, Y) when X div Y =:= 0 -> div0;
f(X, Y) when X / Y > 1 -> quotient;
f(X, Y) when X rem Y < 0 -> negative;
f(X, Y) when X bsl Y > 1 bsl 62 -> shift;
f(X, Y) when X band 1 =:= Y band 1 -> parity;
f(X, Y) when X * Y > 100 -> product;
f(X, Y) when -X + Y =:= 1 -> diff;
f(_, _) -> none.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
