%% SPDX-License-Identifier: Apache-2.0
-module(integer_mul_add_chains).
-export([main/0, id/1]).

main() ->
    d(horner(id([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3, 2, 3, 8, 4, 6]), 1000003, 0)),
    d(lcg(id(42), 10, [])).

horner([], _, Acc) -> Acc;
horner([C | Cs], X, Acc) -> horner(Cs, X, Acc * X + C).

lcg(_, 0, Acc) -> lists:reverse(Acc);
lcg(S, N, Acc) ->
    S1 = (S * 6364136223846793005 + 1442695040888963407) band 16#ffffffffffffffff,
    lcg(S1, N - 1, [S1 | Acc]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
