%% SPDX-License-Identifier: Apache-2.0
-module(binary_match_select_on_value).
-export([main/0, id/1]).

main() -> d([f(id(B)) || B <- [<<0, 1>>, <<1, 1>>, <<2, 1, 5>>, <<3, 7:16>>, <<4>>, <<255, "x">>, <<9>>]]).

f(<<0, X>>) -> {zero, X};
f(<<1, X:8/signed>>) -> {one, X};
f(<<2, _, X>>) -> {two, X};
f(<<3, X:16>>) -> {three, X};
f(<<4>>) -> four;
f(<<255, R/binary>>) -> {last, R};
f(_) -> none.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
