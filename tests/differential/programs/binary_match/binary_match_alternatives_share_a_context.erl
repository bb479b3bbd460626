%% SPDX-License-Identifier: Apache-2.0
-module(binary_match_alternatives_share_a_context).
-export([main/0, id/1]).

main() ->
    d([f(id(B)) || B <- [<<1, 2, 3>>, <<1, 2>>, <<1:4, 2:4, 9:16>>, <<7:3>>, <<"abc", 1:1>>, <<255, 254, 253, 252>>]]).

f(<<1, X, 3>>) -> {a, X};
f(<<1:4, X:4, Y:16>>) -> {b, X, Y};
f(<<X:3>>) -> {c, X};
f(<<"abc", X:1>>) -> {d, X};
f(<<X:16/little, Y:16/little>>) -> {e, X, Y};
f(B) -> {rest, bit_size(B)}.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
