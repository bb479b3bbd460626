%% SPDX-License-Identifier: Apache-2.0
-module(integer_modular_exponent).
-export([main/0, id/1]).

main() ->
    d(powm(id(3), (1 bsl 127) - 1, (1 bsl 127) - 1, 1)),
    d(powm(id(65537), 123456789123456789, 170141183460469231731687303715884105727, 1)).

powm(_, 0, _, Acc) -> Acc;
powm(B, E, M, Acc) when E band 1 =:= 1 -> powm(B * B rem M, E bsr 1, M, Acc * B rem M);
powm(B, E, M, Acc) -> powm(B * B rem M, E bsr 1, M, Acc).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
