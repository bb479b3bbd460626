%% SPDX-License-Identifier: Apache-2.0
-module(binary_match_tails).
-export([main/0, id/1]).

main() ->
    d([[f1(id(B)), f2(id(B)), f3(id(B)), f4(id(B)), f5(id(B))] || B <- [<<>>, <<1>>, <<1, 2>>, <<1, 2, 3>>, <<1:1>>, <<1:9>>, <<1:16, 0:4>>, a, []]]).

f1(<<_, R/binary>>) -> R;
f1(_) -> none.
f2(<<_, R/bitstring>>) -> R;
f2(_) -> none.
f3(<<R/binary>>) -> R;
f3(_) -> none.
f4(<<_:4, R/binary>>) -> R;
f4(_) -> none.
f5(<<_, R/binary-unit:16>>) -> R;
f5(_) -> none.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
