%% SPDX-License-Identifier: Apache-2.0
%% Module crypto: ciphers without authentication, at once and in pieces, with every padding, and all their errors.
-module(crypto_ciphers).
-export([main/0]).

main() ->
    Ciphers = [rc2_cbc, rc4, des_cbc, des_cfb, des_ecb, des_ede3_cbc, des_ede3_cfb, blowfish_cbc, blowfish_cfb64, blowfish_ofb64, blowfish_ecb,
               sm4_cbc, sm4_ecb, sm4_cfb, sm4_ofb, sm4_ctr, chacha20] ++
        [list_to_atom(lists:concat(["aes_", N, "_", M])) || N <- [128, 192, 256], M <- [cbc, ofb, cfb8, cfb128, ecb, ctr]],
    show([{C, lists:sort(maps:to_list(crypto:cipher_info(C)))} || C <- Ciphers -- [des_ede3_cfb]]),  % OpenSSL's number of this one has changed
    show([t(fun() -> lists:sort(maps:to_list(crypto:cipher_info(C))) end) || C <- [none, "aes", aes_cbc, aes_gcm]]),
    show(Ciphers -- crypto:supports(ciphers)),
    %% at once: whole blocks, and what the options make of the rest
    Sizes = [0, 1, 7, 8, 15, 16, 17, 100],
    Paddings = [undefined, none, zero, pkcs_padding],
    [begin
         {Key, Iv} = key_iv(C),
         show({C, [{P, S, both(C, Key, Iv, text(S), P)} || P <- Paddings, S <- Sizes]})
     end || C <- Ciphers],
    show([{C, byte_size(crypto:crypto_one_time(C, K, I, text(21), [{encrypt, true}, {padding, random}]))} || C <- [aes_128_cbc, aes_128_ctr, des_cbc], {K, I} <- [key_iv(C)]]),
    show([t(fun() -> crypto:crypto_one_time(C, K, I, text(32), true) end) || {C, K, I} <- [{aes_cbc, key(16), iv(16)}, {aes_cbc, key(24), iv(16)}, {aes_ctr, key(32), iv(16)}, {aes_cfb8, key(16), iv(16)}, {aes_cfb128, key(32), iv(16)}]]),
    show([t(fun() -> crypto:crypto_one_time(C, key(16), text(32), O) end) || C <- [aes_128_ecb, aes_ecb, rc4, aes_cbc], O <- [true, false, [], [{padding, pkcs_padding}]]]),
    show(t(fun() -> crypto:crypto_one_time(aes_128_cbc, ["0123", <<"456789">> | <<"abcdef">>], [iv(8), [iv(8)]], ["some ", [<<"text">>], $., <<"......">>], true) end)),
    %% long texts
    Long = binary:copy(text(1000), 300),
    show([begin {K, I} = key_iv(C), E = crypto:crypto_one_time(C, K, I, Long, [{encrypt, true}, {padding, pkcs_padding}]),
              {C, t(fun() -> E end), crypto:crypto_one_time(C, K, I, E, [{encrypt, false}, {padding, pkcs_padding}]) =:= Long} end || C <- [aes_256_cbc, aes_128_ctr, des_ede3_cbc, rc2_cbc, chacha20]]),
    %% in pieces
    [begin
         {Key, Iv} = key_iv(C),
         show({C, [{P, pieces(C, Key, Iv, [{encrypt, true}, {padding, P}], Sizes)} || P <- Paddings]})
     end || C <- [aes_128_cbc, aes_256_ctr, aes_192_cfb8, des_ede3_cbc, chacha20, rc4, aes_128_ecb]],
    pieces_back(),
    data(),
    {K, I} = {key(16), iv(16)},
    other_process(crypto:crypto_init(aes_128_ctr, K, I, true)),
    %% errors
    One = fun(A) -> t(fun() -> apply(crypto, crypto_one_time, A) end) end,
    Init = fun(A) -> t(fun() -> apply(crypto, crypto_init, A) end) end,
    show([One([C, K, I, "d", true]) || C <- [none, "aes", 1, aes_256_cbc, aes_gcm, aes_128_gcm, chacha20_poly1305]]),
    show([One([aes_128_cbc, B, I, "d", true]) || B <- [x, key(15), [x], <<1:7>>, "0123456789abcdef"]]),
    show([One([aes_128_cbc, K, B, "d", true]) || B <- [x, iv(15), [x], <<1:7>>, undefined, <<>>]]),
    show([One([aes_128_cbc, K, I, B, true]) || B <- [x, [x], <<1:7>>, [1 | 2], [1, 256]]]),
    Options = [x, [x], [{encrypt, 1}], [{encrypt, true}, {encrypt, false}], [{padding, x}], [{padding, "zero"}], [{padding, none}, {padding, none}], [{a, b}],
               [{"a fairly long tag of an option that goes on for a while", b}], [{encrypt, true} | x], [{encrypt, true, 1}], undefined, [{encrypt, undefined}], [], {encrypt, true}],
    show([One([aes_128_cbc, K, I, "0123456789abcdef", O]) || O <- Options]),
    show([Init([aes_128_cbc, K, I, O]) || O <- Options]),
    show([Init([C, K, I, true]) || C <- [none, "aes", 1, aes_256_cbc, aes_gcm]]),
    show([Init([aes_128_cbc, K, B, true]) || B <- [x, undefined, iv(3)]]),
    show([Init([C, B, true]) || C <- [aes_128_ecb, aes_128_cbc, none], B <- [key(16), key(3), x]]),
    show([One([C, key(S), iv(8), "01234567", true]) || {C, S} <- [{des_cbc, 7}, {des_ede3_cbc, 16}, {rc2_cbc, 5}, {rc2_cbc, 0}, {rc4, 5}, {rc4, 40}, {blowfish_cbc, 5}, {blowfish_cbc, 56}]]),
    S = crypto:crypto_init(aes_128_cbc, K, I, true),
    show([t(fun() -> crypto:crypto_update(B, "d") end) || B <- [x, make_ref(), 1]]),
    show([t(fun() -> crypto:crypto_update(S, B) end) || B <- [x, <<1:7>>, [x]]]),
    show([t(fun() -> crypto:crypto_final(B) end) || B <- [x, make_ref()]]),
    show([t(fun() -> crypto:crypto_get_data(B) end) || B <- [x, make_ref()]]),
    show([Init([S, K, I, B]) || B <- [x, 1, undefined]]),
    show([t(fun() -> crypto:crypto_one_time(aes_128_cbc, K, I, E, [{encrypt, false}, {padding, P}]) end) || P <- Paddings, E <- [text(16), text(5), text(20), <<>>]]),
    show([t(F) || F <- [fun() -> crypto:crypto_dyn_iv_init(aes_128_cbc, K, true) end, fun() -> crypto:crypto_dyn_iv_update(S, "d", I) end]]).

both(C, Key, Iv, Text, Padding) ->
    Encrypted = t(fun() -> crypto:crypto_one_time(C, Key, Iv, Text, [{encrypt, true}, {padding, Padding}]) end),
    case Encrypted of
        <<_/binary>> ->
            E = crypto:crypto_one_time(C, Key, Iv, Text, [{encrypt, true}, {padding, Padding}]),
            {Encrypted, t(fun() -> crypto:crypto_one_time(C, Key, Iv, E, [{encrypt, false}, {padding, Padding}]) end)};
        _ -> Encrypted
    end.

pieces(C, Key, Iv, Options, Sizes) ->
    S = crypto:crypto_init(C, Key, Iv, Options),
    Parts = [crypto:crypto_update(S, text(N)) || N <- Sizes],
    Last = t(fun() -> crypto:crypto_final(S) end),
    {[byte_size(P) || P <- Parts], t(fun() -> iolist_to_binary(Parts) end), Last, lists:sort(maps:to_list(crypto:crypto_get_data(S)))}.

pieces_back() ->
    {K, I} = {key(16), iv(16)},
    E = crypto:crypto_one_time(aes_128_cbc, K, I, text(100), [{padding, pkcs_padding}]),
    [begin
         S = crypto:crypto_init(aes_128_cbc, K, I, [{encrypt, false}, {padding, P}]),
         <<A:33/binary, B/binary>> = E,
         X = crypto:crypto_update(S, A), Y = crypto:crypto_update(S, B),
         show({P, hex(X), hex(Y), t(fun() -> crypto:crypto_final(S) end), lists:sort(maps:to_list(crypto:crypto_get_data(S)))})
     end || P <- [undefined, none, zero, pkcs_padding]].

data() ->
    S = crypto:crypto_init(aes_128_ctr, key(16), iv(16), true),
    show(lists:sort(maps:to_list(crypto:crypto_get_data(S)))),
    crypto:crypto_update(S, text(10)),
    show(lists:sort(maps:to_list(crypto:crypto_get_data(S)))),
    crypto:crypto_final(S),
    show(lists:sort(maps:to_list(crypto:crypto_get_data(S)))),
    D = crypto:crypto_init(aes_128_ctr, key(16), iv(16), [{encrypt, false}, {padding, random}]),
    show(lists:sort(maps:to_list(crypto:crypto_get_data(D)))).

%% A state is one for all who have the reference.
other_process(S) ->
    Self = self(),
    A = crypto:crypto_update(S, text(5)),
    spawn(fun() -> Self ! {self, crypto:crypto_update(S, text(5))} end),
    B = receive {self, X} -> X end,
    C = crypto:crypto_update(S, text(5)),
    show(hex(<<A/binary, B/binary, C/binary>>)).

key_iv(C) -> #{key_length := K, iv_length := I} = crypto:cipher_info(C), {key(K), iv(I)}.
key(N) -> binary:part(crypto:hash(sha512, "key"), 0, N).
iv(N) -> binary:part(crypto:hash(sha512, "iv"), 0, N).
text(N) -> binary:part(binary:copy(<<"The quick brown fox jumps over the lazy dog. ">>, N div 45 + 1), 0, N).

t(F) ->
    try F() of B when is_binary(B) -> hex(B); R when is_reference(R) -> reference; V -> V
    catch C:R:S -> {C, R, {element(1, hd(S)), element(2, hd(S))}, element(4, hd(S))} end.

hex(B) when byte_size(B) > 64 -> erlang:md5(B);
hex(B) -> binary:encode_hex(B).

show(X) -> erlang:display(X).
