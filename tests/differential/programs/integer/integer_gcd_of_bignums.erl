%% SPDX-License-Identifier: Apache-2.0
-module(integer_gcd_of_bignums).
-export([main/0, id/1]).

main() ->
    d([gcd(id(A), id(B)) || {A, B} <- [{48, 36}, {1 bsl 100, 1 bsl 70}, {123456789012345678901234567890, 987654321098765432109876543210}, {0, 5}, {-48, 36}]]).

gcd(A, 0) -> A;
gcd(A, B) -> gcd(B, A rem B).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
