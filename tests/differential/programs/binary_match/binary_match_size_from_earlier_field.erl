%% SPDX-License-Identifier: Apache-2.0
-module(binary_match_size_from_earlier_field).
-export([main/0, id/1]).

main() ->
    d([f(id(B)) || B <- [<<3, "abcdef">>, <<0>>, <<5, "ab">>, <<>>, <<2, "ab">>]]),
    d([g(id(B)) || B <- [<<4, 16#ab>>, <<8, 16#ab>>, <<12, 16#ab, 16#cd>>, <<9, 1>>]]),
    d([h(id(S), id(<<1, 2, 3, 4>>)) || S <- [0, 1, 2, 4, 5, -1, a, 1.0, 1 bsl 70]]).

f(<<N, A:N/binary, R/binary>>) -> {A, R};
f(_) -> none.
g(<<N, A:N, R/bits>>) -> {A, R};
g(_) -> none.
h(S, B) -> case B of <<A:S/unit:8, R/binary>> -> {A, R}; _ -> none end.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
