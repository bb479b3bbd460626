%% SPDX-License-Identifier: Apache-2.0
-module(integer_comparison_of_bignums).
-export([main/0, id/1]).

main() ->
    Vs = [0, 1, -1, 1 bsl 60, -(1 bsl 60), 1 bsl 64, -(1 bsl 64), (1 bsl 64) + 1, 1 bsl 128, -(1 bsl 128)],
    [d({A, [{B, id(A) < id(B), id(A) =< id(B), id(A) == id(B), id(A) =:= id(B), id(A) /= id(B), id(A) >= id(B)} || B <- Vs]}) || A <- Vs].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
