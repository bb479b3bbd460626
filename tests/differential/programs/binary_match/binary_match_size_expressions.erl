%% SPDX-License-Identifier: Apache-2.0
-module(binary_match_size_expressions).
-export([main/0, id/1]).

main() ->
    d([f(id(B)) || B <- [<<2, 1, 2, 3, 4, 5>>, <<0, 9>>, <<9, 1>>]]),
    d([g(id(B), 3) || B <- [<<1, 2, 3, 4>>, <<1, 2>>]]).

f(<<N, A:(N * 2)/binary, R/bits>>) -> {A, R};
f(_) -> none.
g(B, K) -> case B of <<A:(K - 1)/binary, _:(8 * (K - 2)), R/bits>> -> {A, R}; _ -> none end.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
