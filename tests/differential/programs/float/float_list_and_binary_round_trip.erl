%% SPDX-License-Identifier: Apache-2.0
-module(float_list_and_binary_round_trip).
-export([main/0]).

main() ->
    S = rand:seed_s(exsss, {4, 5, 6}),
    d(loop(2000, S, 0)).

loop(0, _, Bad) -> Bad;
loop(N, S0, Bad) ->
    {B, S1} = rand:uniform_s(1 bsl 64, S0),
    Ok = case <<(B - 1):64>> of
             <<F/float>> ->
                 F =:= list_to_float(float_to_list(F, [short])) andalso F =:= binary_to_float(float_to_binary(F))
                     andalso F =:= list_to_float(lists:flatten(io_lib:format("~w", [F])));
             _ -> true
         end,
    loop(N - 1, S1, case Ok of true -> Bad; false -> Bad + 1 end).

%% erlang:display/1 shows six digits of a float; here all of them count.
d(X) -> erlang:display(x(X)).

x(F) when is_float(F) -> float_to_binary(F, [short]);
x(T) when is_tuple(T) -> list_to_tuple(x(tuple_to_list(T)));
x([H | T]) -> [x(H) | x(T)];
x(X) -> X.
