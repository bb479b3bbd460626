%% SPDX-License-Identifier: Apache-2.0
%% Infinity and NaN never match.
-module(float_bit_patterns_read).
-export([main/0, id/1]).

main() ->
    d([r64(id(B)) || B <- [<<0:64>>, <<128, 0:56>>, <<63, 240, 0:48>>, <<127, 240, 0:48>>, <<255, 240, 0:48>>, <<127, 248, 0:48>>, <<127, 239, 255, 255, 255, 255, 255, 255>>, <<0:63, 1:1>>]]),
    d([r32(id(B)) || B <- [<<0:32>>, <<63, 128, 0, 0>>, <<127, 128, 0, 0>>, <<127, 192, 0, 0>>, <<127, 127, 255, 255>>, <<0, 0, 0, 1>>]]),
    d([r16(id(B)) || B <- [<<0:16>>, <<16#3c00:16>>, <<16#7c00:16>>, <<16#7e00:16>>, <<16#7bff:16>>, <<1:16>>, <<16#8001:16>>]]),
    d([rl(id(B)) || B <- [<<0, 0, 0, 0, 0, 0, 240, 63>>, <<0, 0, 0, 0, 0, 0, 240, 127>>]]).

r64(<<F/float>>) -> F;
r64(_) -> none.
r32(<<F:32/float>>) -> F;
r32(_) -> none.
r16(<<F:16/float>>) -> F;
r16(_) -> none.
rl(<<F/float-little>>) -> F;
rl(_) -> none.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
%% erlang:display/1 shows six digits of a float; here all of them count.
d(X) -> erlang:display(x(X)).

x(F) when is_float(F) -> float_to_binary(F, [short]);
x(T) when is_tuple(T) -> list_to_tuple(x(tuple_to_list(T)));
x([H | T]) -> [x(H) | x(T)];
x(X) -> X.
