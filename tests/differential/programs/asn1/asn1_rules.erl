%% SPDX-License-Identifier: Apache-2.0
%% Module asn1rt_nif, on which all of public_key is built: basic encoding rules there and back, packed ones, and wrong input.
-module(asn1_rules).
-export([main/0]).

main() ->
    Values = [{1, <<>>}, {1, <<1, 2, 3>>}, {16, []}, {16, [{2, <<5>>}, {16, [{4, <<"abc">>}]}]}, {16#20003, <<"x">>}, {16#3001e, <<>>}, {16#3001f, <<>>},
              {16#1007f, <<>>}, {16#10080, <<1>>}, {16#13fff, []}, {4, binary:copy(<<7>>, 127)}, {4, binary:copy(<<7>>, 128)}, {4, binary:copy(<<7>>, 300)}, {16, [{4, binary:copy(<<N>>, N)} || N <- lists:seq(0, 200)]}],
    show([t(fun() -> asn1rt_nif:encode_ber_tlv(V) end) || V <- Values]),
    show([asn1rt_nif:decode_ber_tlv(<<(asn1rt_nif:encode_ber_tlv(V))/binary, Rest/binary>>) =:= {V, Rest} || V <- Values, Rest <- [<<>>, <<1, 2, 3>>]]),
    show([t(fun() -> asn1rt_nif:encode_ber_tlv(V) end) || V <- [x, {1, 2}, {1, [a]}, {x, <<>>}, {1, [{2, <<1>>} | x]}, {1, <<1:3>>}, {1, <<2>>, 3}, {-1, <<>>}, {16#ffffffff, <<>>}, {1 bsl 33, <<>>}, [], {1, [{2, [{3, x}]}]}]]),
    Inputs = [<<>>, <<1>>, <<1, 0>>, <<1, 1>>, <<1, 2, 3>>, <<16#30, 16#80, 0, 0>>, <<16#30, 16#80, 4, 1, 7, 0, 0, 9>>, <<16#30, 16#80, 16#30, 16#80, 5, 0, 0, 0, 0, 0>>, <<16#30, 16#80>>, <<16#30, 16#80, 0>>, <<16#30, 16#80, 5, 0>>,
              <<4, 16#80, 0, 0>>, <<4, 16#81, 1, 9>>, <<4, 16#82, 0, 1, 9>>, <<4, 16#84, 0, 0, 0, 1, 9>>, <<4, 16#85, 0, 0, 0, 0, 1, 9>>, <<4, 16#85, 1, 0, 0, 0, 1, 9>>, <<4, 16#88, 1>>, <<4, 16#ff, 1>>,
              <<31, 5, 0>>, <<31, 16#81, 5, 0>>, <<31, 16#81, 16#82, 5, 0>>, <<31, 5>>, <<31, 16#81, 5>>, <<31, 16#ff, 16#7f, 0>>, <<16#3f, 5, 2, 5, 0>>, <<16#30, 3, 5, 0, 1>>, <<16#30, 3, 4, 2, 1>>, <<16#30, 2, 16#30, 1>>, <<16#30, 4, 16#30, 16#80, 0, 0>>,
              <<16#30, 3, 16#30, 16#80, 0, 0>>, <<16#bf, 16#87, 1, 2, 5, 0>>],
    show([t(fun() -> asn1rt_nif:decode_ber_tlv(I) end) || I <- Inputs]),
    show([t(fun() -> asn1rt_nif:decode_ber_tlv([4, [<<2>>, 1 | <<2>>]]) end) | [t(fun() -> asn1rt_nif:decode_ber_tlv(I) end) || I <- [x, [x], <<1:3>>, {1}]]]),
    Nested = lists:foldl(fun(_, B) -> asn1rt_nif:encode_ber_tlv({16, [element(1, asn1rt_nif:decode_ber_tlv(B))]}) end, <<5, 0>>, lists:seq(1, 200)),
    show([byte_size(Nested), asn1rt_nif:encode_ber_tlv(element(1, asn1rt_nif:decode_ber_tlv(Nested))) =:= Nested]),
    Big = {16, [{4, binary:copy(<<N:16>>, 50)} || N <- lists:seq(1, 10000)]},
    show(asn1rt_nif:decode_ber_tlv(asn1rt_nif:encode_ber_tlv(Big)) =:= {Big, <<>>}),
    %% random bytes
    lists:foldl(fun(N, S) -> {B, S1} = bytes(N rem 12 + 1, S, <<>>), show(t(fun() -> asn1rt_nif:decode_ber_tlv(B) end)), S1 end, rand:seed_s(exsss, {1, 2, 3}), lists:seq(1, 300)),
    %% packed
    Commands = [[], [0], [1], [1, 0, 1, 1, 0, 1, 0, 1], [1, 0, 1, 1, 0, 1, 0, 1, 1], [2], [1, 2, 1], [1, 2], [2, 2, 1], [10, 3, 5], [1, 10, 8, 255, 10, 8, 1], [10, 1, 1], [1, 1, 1, 10, 5, 21], [1, 1, 1, 1, 10, 7, 99],
                [20, 3, 1, 2, 3], [1, 20, 3, 1, 2, 3, 1], [20, 0], [1, 20, 0, 1], [21, 0, 2, 9, 8], [30, 0, 2, 16#ab, 16#cd], [1, 30, 0, 2, 16#ab, 16#cd, 1], [30, 4, 2, 16#ab, 16#c0, 1, 1], [1, 30, 4, 2, 16#ab, 16#c0], [1, 1, 1, 30, 3, 1, 16#f8, 1], [31, 4, 0, 2, 16#ab, 16#c0],
                [40, 3, 3, 1, 0, 1], [40, 5, 3, 1, 0, 1, 1], [40, 2, 3, 1, 0, 1, 1], [41, 3, 0, 3, 1, 0, 1], [42, 1, 4, 3, 1, 0, 1, 1], [43, 0, 9, 0, 1, 1, 1], [45, 16, 2, 1, 2], [1, 45, 16, 2, 1, 2, 1], [45, 12, 2, 16#ab, 16#c0, 1], [45, 20, 2, 16#ab, 16#cd, 1],
                [46, 0, 12, 2, 16#ab, 16#c0, 1], [47, 0, 12, 0, 2, 16#ab, 16#c0, 1], [3], [40, 3, 3, 1, 0, 2], [20, 9, 1], [1, 21, 1, 0, 1], [[1, <<0>>], [<<1, 1>>]]],
    show([{C, t(fun() -> asn1rt_nif:encode_per_complete(C) end)} || C <- Commands]),
    show([t(fun() -> asn1rt_nif:encode_per_complete(C) end) || C <- [x, [x], <<1:3>>, [256]]]),
    show(t(fun() -> asn1rt_nif:encode_per_complete(lists:duplicate(2000000, 1)) end)),
    keys().

%% What is built on it.
keys() ->
    Pem = <<"-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n">>,
    [Entry] = public_key:pem_decode(Pem),
    show(public_key:pem_entry_decode(Entry)),
    Key = public_key:generate_key({namedCurve, secp256r1}),
    Der = public_key:der_encode('ECPrivateKey', Key),
    show(public_key:der_decode('ECPrivateKey', Der) =:= Key),
    Signature = public_key:sign(<<"text">>, sha256, Key),
    {_, _, _, _, Point, _} = Key,
    show([public_key:verify(T, sha256, Signature, {{'ECPoint', Point}, {namedCurve, secp256r1}}) || T <- [<<"text">>, <<"other">>]]),
    Rsa = public_key:generate_key({rsa, 1024, 65537}),
    show(public_key:pem_entry_decode(hd(public_key:pem_decode(public_key:pem_encode([public_key:pem_entry_encode('RSAPrivateKey', Rsa)])))) =:= Rsa),
    Locked = public_key:pem_entry_encode('PrivateKeyInfo', Rsa, {{"AES-256-CBC", {'PBES2-params', {'PBES2-params_keyDerivationFunc', {1, 2, 840, 113549, 1, 5, 12}, {'PBKDF2-params', {specified, <<1, 2, 3, 4, 5, 6, 7, 8>>}, 2048, asn1_NOVALUE, {'PBKDF2-params_prf', {1, 2, 840, 113549, 2, 7}, {asn1_OPENTYPE, <<5, 0>>}}}},
                                                                                                   {'PBES2-params_encryptionScheme', {2, 16, 840, 1, 101, 3, 4, 1, 42}, {asn1_OPENTYPE, <<4, 16, 1:128>>}}}}, "password"}),
    show(public_key:pem_entry_decode(Locked, "password") =:= Rsa).

bytes(0, S, B) -> {B, S};
bytes(N, S0, B) ->
    {X, S1} = rand:uniform_s(8, S0),
    {Y, S2} = rand:uniform_s(256, S1),
    bytes(N - 1, S2, <<B/binary, (element(X, {16#30, 16#80, 0, 4, 16#81, 31, 2, Y - 1}))>>).

t(F) ->
    try F() of B when is_binary(B), byte_size(B) > 100 -> erlang:md5(B); V -> V
    catch C:R -> {C, R} end.

show(X) -> erlang:display(X).
