%% SPDX-License-Identifier: Apache-2.0
-module(binary_match_utf16_and_utf32).
-export([main/0, id/1]).

main() ->
    d([f(id(B)) || B <- [<<0, 97>>, <<3, 169>>, <<216, 61, 222, 0>>, <<216, 0>>, <<216, 0, 0, 97>>, <<220, 0, 216, 0>>, <<255, 255>>, <<0>>, <<>>, <<219, 255, 223, 255>>]]),
    d([g(id(B)) || B <- [<<97, 0>>, <<61, 216, 0, 222>>, <<0, 216>>, <<0, 220>>]]),
    d([h(id(B)) || B <- [<<97:32>>, <<16#10ffff:32>>, <<16#110000:32>>, <<16#d800:32>>, <<0, 0, 1>>, <<-1:32>>, <<97:32/little>>]]),
    d([k(id(B)) || B <- [<<97:32/little>>, <<16#d800:32/little>>, <<97:32>>]]).

f(<<C/utf16, R/bits>>) -> {C, R};
f(_) -> none.
g(<<C/utf16-little, R/bits>>) -> {C, R};
g(_) -> none.
h(<<C/utf32, R/bits>>) -> {C, R};
h(_) -> none.
k(<<C/utf32-little, R/bits>>) -> {C, R};
k(_) -> none.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
