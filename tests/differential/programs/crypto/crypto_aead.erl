%% SPDX-License-Identifier: Apache-2.0
%% Module crypto: ciphers that authenticate, with tags and nonces of all lengths, what is not authentic, and all their errors.
-module(crypto_aead).
-export([main/0]).

main() ->
    Ciphers = [chacha20_poly1305] ++ [list_to_atom(lists:concat(["aes_", N, "_", M])) || N <- [128, 192, 256], M <- [gcm, ccm]],
    show([{C, lists:sort(maps:to_list(crypto:cipher_info(C)))} || C <- Ciphers]),
    show(Ciphers -- crypto:supports(ciphers)),
    show([{C, S, A, both(C, key(C), iv(12), text(S), text(A))} || C <- Ciphers, S <- [0, 1, 16, 100], A <- [0, 1, 20]]),
    show([{C, N, t(fun() -> crypto:crypto_one_time_aead(C, key(C), iv(12), text(20), "aad", N, true) end)} ||
             C <- [aes_128_gcm, aes_128_ccm, chacha20_poly1305], N <- [0, 1, 2, 3, 4, 8, 12, 15, 16, 17, 32, -1, 1 bsl 32, x, "16"]]),
    show([{C, N, t(fun() -> crypto:crypto_one_time_aead(C, key(C), iv(N), text(20), "aad", true) end)} ||
             C <- [aes_128_gcm, aes_128_ccm, chacha20_poly1305], N <- [0, 1, 6, 7, 8, 11, 12, 13, 14, 16, 20]]),
    show([t(fun() -> crypto:crypto_one_time_aead(C, binary:part(key(aes_256_gcm), 0, K), iv(12), text(20), "aad", true) end) || C <- [aes_gcm, aes_ccm], K <- [16, 24, 32]]),
    show(t(fun() -> crypto:crypto_one_time_aead(aes_128_gcm, ["0123456789", <<"abcdef">>], [iv(6) | iv(6)], ["some ", [<<"text">>]], [$a, "ad"], true) end)),
    %% what is not authentic
    show([begin
              {E, Tag} = crypto:crypto_one_time_aead(C, key(C), iv(12), text(50), "aad", true),
              Back = fun(K, I, X, A, T) -> t(fun() -> crypto:crypto_one_time_aead(C, K, I, X, A, T, false) end) end,
              [Back(key(C), iv(12), E, "aad", Tag), Back(key(C), iv(12), E, "add", Tag), Back(key(C), iv(12), [$x | tl(binary_to_list(E))], "aad", Tag),
               Back(key(C), <<0:96>>, E, "aad", Tag), Back(key(C), iv(12), E, "aad", binary:part(Tag, 0, 8)), Back(key(C), iv(12), E, "aad", <<Tag/binary, 0>>),
               Back(key(C), iv(12), E, "aad", <<>>), Back(key(C), iv(12), <<>>, "aad", Tag), Back(key(C), iv(12), E, <<>>, Tag)]
          end || C <- Ciphers]),
    %% long texts
    Long = binary:copy(text(1000), 300),
    show([begin
              {E, Tag} = crypto:crypto_one_time_aead(C, key(C), iv(12), Long, Long, true),
              {C, t(fun() -> E end), t(fun() -> Tag end), crypto:crypto_one_time_aead(C, key(C), iv(12), E, Long, Tag, false) =:= Long}
          end || C <- Ciphers]),
    %% errors
    K = key(aes_128_gcm), I = iv(12),
    Call = fun(A) -> t(fun() -> apply(crypto, crypto_one_time_aead, A) end) end,
    show([Call([C, K, I, "t", "a", true]) || C <- [none, "aes", 1, aes_256_gcm, aes_128_cbc, rc4]]),
    show([Call([C, K, I, "t", "a", 16, true]) || C <- [none, "aes", 1, aes_256_gcm, aes_128_cbc, rc4]]),
    show([Call([aes_128_gcm, B, I, "t", "a", 16, true]) || B <- [x, <<1:7>>, [x]]]),
    show([Call([aes_128_gcm, K, B, "t", "a", 16, true]) || B <- [x, <<1:7>>, [x]]]),
    show([Call([aes_128_gcm, K, I, B, "a", 16, true]) || B <- [x, <<1:7>>, [x]]]),
    show([Call([aes_128_gcm, K, I, "t", B, 16, true]) || B <- [x, <<1:7>>, [x]]]),
    show([Call([aes_128_gcm, K, I, "t", "a", 16, B]) || B <- [x, 1, undefined]]),
    show([Call([aes_128_gcm, K, I, "t", "a", B, false]) || B <- [x, 16, <<1:7>>]]),
    show([Call([aes_128_gcm, B, B, B, B, true]) || B <- [x]]).

both(C, Key, Iv, Text, Aad) ->
    {E, Tag} = crypto:crypto_one_time_aead(C, Key, Iv, Text, Aad, true),
    {E, Tag} = crypto:crypto_one_time_aead(C, Key, Iv, Text, Aad, byte_size(Tag), true),
    {t(fun() -> E end), t(fun() -> Tag end), crypto:crypto_one_time_aead(C, Key, Iv, E, Aad, Tag, false) =:= Text}.

key(C) -> binary:part(crypto:hash(sha512, "key"), 0, maps:get(key_length, crypto:cipher_info(C))).
iv(N) -> binary:part(crypto:hash(sha512, "iv"), 0, N).
text(N) -> binary:part(binary:copy(<<"The quick brown fox jumps over the lazy dog. ">>, N div 45 + 1), 0, N).

t(F) ->
    try F() of B when is_binary(B) -> hex(B); {A, B} when is_binary(A) -> {hex(A), hex(B)}; V -> V
    catch C:R:S -> {C, R, {element(1, hd(S)), element(2, hd(S))}, element(4, hd(S))} end.

hex(B) when byte_size(B) > 64 -> erlang:md5(B);
hex(B) -> binary:encode_hex(B).

show(X) -> erlang:display(X).
