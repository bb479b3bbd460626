%% SPDX-License-Identifier: Apache-2.0
%% No damaged encoding does anything but give another term or badarg. (Tags 'I' and 'K' are left out: OTP's decoder takes
%% them, meant for ETS, from anybody, and makes an atom of any number.)
-module(etf_bit_flip_fuzz).
-export([main/0]).

main() ->
    T = {a, [1, 2.5, <<"bin">>], #{k => {v, 1 bsl 70}}, "string", 'Ω', <<3:5>>}, B = term_to_binary(T), Rs = [r(D) || I <- lists:seq(8, bit_size(B) - 1), D <- [flip(B, I)], not lists:member(binary:at(D, I div 8), "IK")], d({length(Rs), length([x || badarg <- Rs])}),
    d(length([x || I <- lists:seq(0, byte_size(B) - 1), r(binary:part(B, 0, I)) =:= badarg])).
flip(B, I) -> <<A:I/bits, X:1, C/bits>> = B, <<A/bits, (1 - X):1, C/bits>>.
r(B) -> try binary_to_term(B) of _ -> term catch error:badarg -> badarg end.

d(X) -> erlang:display(X).
