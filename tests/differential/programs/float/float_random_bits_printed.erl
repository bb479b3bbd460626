%% SPDX-License-Identifier: Apache-2.0
%% The printed forms of many random floats, as one hash for each form.
-module(float_random_bits_printed).
-export([main/0]).

main() ->
    S = rand:seed_s(exsss, {7, 8, 9}),
    Fs = floats(3000, S, []),
    d(erlang:phash2([float_to_list(F) || F <- Fs])),
    d(erlang:phash2([float_to_list(F, [short]) || F <- Fs])),
    d(erlang:phash2([float_to_list(F, [{scientific, 5}]) || F <- Fs])),
    d(erlang:phash2([float_to_list(F, [{decimals, 4}]) || F <- Fs, abs(F) < 1.0e20])),
    d(lists:sublist(Fs, 10)).

floats(0, _, Acc) -> Acc;
floats(N, S0, Acc) ->
    {B, S1} = rand:uniform_s(1 bsl 64, S0),
    case <<(B - 1):64>> of
        <<F/float>> -> floats(N - 1, S1, [F | Acc]);
        _ -> floats(N, S1, Acc)
    end.

%% erlang:display/1 shows six digits of a float; here all of them count.
d(X) -> erlang:display(x(X)).

x(F) when is_float(F) -> float_to_binary(F, [short]);
x(T) when is_tuple(T) -> list_to_tuple(x(tuple_to_list(T)));
x([H | T]) -> [x(H) | x(T)];
x(X) -> X.
