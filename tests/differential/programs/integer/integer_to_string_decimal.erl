%% SPDX-License-Identifier: Apache-2.0
-module(integer_to_string_decimal).
-export([main/0, id/1]).

main() ->
    Vs = [0, 9, 10, 99, 100, -1, -10] ++ [(1 bsl N) + K || N <- [59, 60, 63, 64, 100, 500], K <- [-1, 0, 1]],
    [d({integer_to_list(id(V)), integer_to_binary(id(-V))}) || V <- Vs].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
