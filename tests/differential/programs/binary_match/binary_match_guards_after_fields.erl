%% SPDX-License-Identifier: Apache-2.0
-module(binary_match_guards_after_fields).
-export([main/0, id/1]).

main() -> d([f(id(B)) || B <- [<<5, 1, 2, 3, 4, 5>>, <<5, 1>>, <<200, 0>>, <<0>>, <<1:1>>]]).

f(<<N, R/binary>>) when byte_size(R) =:= N -> exact;
f(<<N, R/binary>>) when byte_size(R) < N, N < 100 -> {short, N - byte_size(R)};
f(<<N, _/binary>> = B) when N > 100 -> {large, size(B)};
f(B) when is_binary(B) -> {bytes, byte_size(B)};
f(B) -> {bits, bit_size(B)}.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
