%% SPDX-License-Identifier: Apache-2.0
-module(integer_power_by_multiplication).
-export([main/0, id/1]).

main() ->
    d(pow(id(3), 400)),
    d(pow(id(-7), 151)),
    d(pow(id(10), 100)).

pow(_, 0) -> 1;
pow(B, N) when N rem 2 =:= 0 -> H = pow(B, N div 2), H * H;
pow(B, N) -> B * pow(B, N - 1).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
