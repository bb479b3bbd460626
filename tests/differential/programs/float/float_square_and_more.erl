%% SPDX-License-Identifier: Apache-2.0
%% A number with itself, and then used again: what an engine has learnt of it from the first use must hold for floats, too.
-module(float_square_and_more).
-export([main/0, square/1, inverse/1, less/1, twice/1]).

main() ->
    [erlang:display([F(V) || V <- [3, 3.5, -7, 1 bsl 40, 1 bsl 62, -0.0, 0.1, 1.0e10, 1152921504606846975, -1152921504606846976]])
     || F <- [fun square/1, fun inverse/1, fun less/1, fun twice/1]],
    ok.

square(V) -> {V * V, V + 1, V - V}.
inverse(V) -> try V / (V * V) catch error:R -> R end.
less(V) when V < V -> never;
less(V) -> V / 2 + V.
twice(V) -> A = V + V, B = A * V, {A, B, A - B}.
