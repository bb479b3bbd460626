%% SPDX-License-Identifier: Apache-2.0
%% Magnitudes at the ends of every exponent range, where a representation may change.
-module(float_self_tagged_range).
-export([main/0, id/1]).

main() ->
    Es = [-1074, -1073, -1023, -1022, -1021, -512, -256, -255, -254, -128, -1, 0, 1, 52, 53, 127, 128, 254, 255, 256, 257, 258, 511, 512, 1022, 1023],
    [begin
         V = math:pow(id(2.0), E),
         W = V * 1.5,
         d({E, V, -V, W, V =:= math:pow(2, E), V == W, V < W, -V < V, {V, W} =:= {V, W}, erlang:phash2(V), erlang:phash2(-V), <<V/float>>})
     end || E <- Es].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
%% erlang:display/1 shows six digits of a float; here all of them count.
d(X) -> erlang:display(x(X)).

x(F) when is_float(F) -> float_to_binary(F, [short]);
x(T) when is_tuple(T) -> list_to_tuple(x(tuple_to_list(T)));
x([H | T]) -> [x(H) | x(T)];
x(X) -> X.
