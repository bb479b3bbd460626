%% The size of what is left of a match, which compiled code asks of the match itself.
-module(binary_match_size_of_rest).
-export([main/0, bytes/1, bits/1, tail/1]).

main() ->
    [erlang:display({B, catch_class(fun() -> F(B) end)})
     || F <- [fun bytes/1, fun bits/1], B <- [<<>>, <<"\\">>, <<"\\2a">>, <<"\\g{1}">>, <<"\\", 5:3>>, <<"x">>]].

catch_class(F) -> try F() catch C:R -> {C, R} end.

bytes(<<$\\, $g, Rest/bitstring>>) when byte_size(Rest) > 2 -> {long, tail(Rest)};
bytes(<<$\\, Rest/bitstring>>) when byte_size(Rest) > 0 -> {short, tail(Rest)};
bytes(<<_, Rest/bitstring>>) -> {none, Rest}.

bits(<<$\\, Rest/bitstring>>) when bit_size(Rest) rem 8 =:= 0 -> {whole, tail(Rest)};
bits(<<$\\, Rest/bitstring>>) when bit_size(Rest) < 8 -> {part, tail(Rest)}.

tail(<<X, R/binary>>) -> [X | tail(R)];
tail(R) -> R.
