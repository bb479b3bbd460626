%% SPDX-License-Identifier: Apache-2.0
-module(integer_isqrt_newton).
-export([main/0, id/1]).

main() ->
    d([isqrt(id(N)) || N <- [0, 1, 15, 16, 17, 1 bsl 64, (1 bsl 128) - 1, 1 bsl 200, 10000000000000000000000000000000000000000]]).

isqrt(0) -> 0;
isqrt(N) -> step(N, N).

step(N, X) ->
    case (X + N div X) div 2 of
        Y when Y >= X -> X;
        Y -> step(N, Y)
    end.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
