%% SPDX-License-Identifier: Apache-2.0
%% not in variant: r24 r25
-module(guard_round_and_convert).
-export([main/0, id/1]).

main() -> d([{X, f(id(X))} || X <- [1, -1, 15, 15.5, -0.4, a, 1 bsl 70]]).

f(X) when round(X) =:= 16 -> r16;
f(X) when floor(X) =:= -1, ceil(X) =:= 0 -> between;
f(X) when float(X) =:= 1.0 -> one;
f(X) when max(X, 14) =:= 15 -> m;
f(X) when min(X, 0) =:= X -> neg;
f(X) when bnot X < 0, is_integer(X) -> pos;
f(_) -> none.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
