%% SPDX-License-Identifier: Apache-2.0
%% Module crypto: digests, authentication codes, keys from passwords, random numbers (their ranges), and all their errors.
-module(crypto_digests).
-export([main/0]).

main() ->
    Text = binary:copy(<<"The quick brown fox. ">>, 1000),
    Types = [md4, md5, ripemd160, sha, sha224, sha256, sha384, sha512, sha3_224, sha3_256, sha3_384, sha3_512, shake128, shake256, sm3, blake2b, blake2s],
    Other = [sm3, shake128, shake256],  % builds of OpenSSL have them or not, and answer differently
    show([{T, t(fun() -> crypto:hash(T, D) end)} || T <- Types -- Other, D <- [<<>>, "abc", [Text, "x", [<<1>>]]]]),
    show([{T, t(fun() -> pieces(T, [<<"The ">>, ["quick", <<" brown">>], Text]) =:= crypto:hash(T, ["The ", "quick brown", Text]) end)} || T <- Types -- Other]),
    show([t(fun() -> crypto:hash_xof(T, "abc", N) end) || T <- [shake128, shake256], N <- [8, 128, 1024]]),
    show([{T, lists:sort(maps:to_list(crypto:hash_info(T)))} || T <- Types -- Other]),
    S0 = crypto:hash_update(crypto:hash_init(sha256), "a"),
    show([crypto:hash_final(crypto:hash_update(S0, "b")) =:= crypto:hash(sha256, "ab"), crypto:hash_final(S0) =:= crypto:hash(sha256, "a")]),
    show([t(fun() -> crypto:hash(T, D) end) || {T, D} <- [{none, "x"}, {"sha", "x"}, {sha, x}, {sha, [x]}, {sha, <<1:3>>}, {sha, [<<1:3>>]}, {sha, [a | b]}]]),
    show([t(fun() -> crypto:hash_init(none) end), t(fun() -> crypto:hash_update(x, "a") end), t(fun() -> crypto:hash_update(make_ref(), "a") end),
          t(fun() -> crypto:hash_update(S0, x) end), t(fun() -> crypto:hash_final(x) end), t(fun() -> crypto:hash_info(none) end)]),
    %% codes
    show([{T, t(fun() -> crypto:mac(hmac, T, K, D) end)} || T <- [md5, sha, sha256, sha512, sha3_256, blake2b], K <- [<<>>, "key", binary:copy(<<"k">>, 200)], D <- ["", "data", Text]]),
    show([t(fun() -> crypto:mac(cmac, C, K, "data") end) || {C, K} <- [{aes_128_cbc, <<1:128>>}, {aes_256_cbc, <<1:256>>}, {aes_cbc, <<1:192>>}, {aes_128_cbc, <<1:256>>}, {none, <<1:128>>}, {aes_cbc, <<1:64>>}, {"aes", <<1:64>>},
                                                                             {blowfish_cbc, <<1:128>>}, {des_cbc, <<1:64>>}, {des_ede3_cbc, <<1:192>>}, {rc2_cbc, <<1:128>>}, {des_cbc, <<1:128>>}]]),
    show([t(fun() -> crypto:mac_final(crypto:mac_update(crypto:mac_update(crypto:mac_init(cmac, C, K), "da"), "ta")) end) || {C, K} <- [{aes_128_cbc, <<1:128>>}, {des_ede3_cbc, <<1:192>>}, {blowfish_cbc, <<1:128>>}, {aes_cbc, <<1:64>>}, {none, <<>>}]]),
    show([t(fun() -> crypto:mac(poly1305, K, "data") end) || K <- [<<1:256>>, <<1:128>>, x]]),
    show([t(fun() -> crypto:macN(hmac, sha256, "key", "data", N) end) || N <- [8, 32, 64]]),
    M = crypto:mac_update(crypto:mac_init(hmac, sha256, "key"), "da"),
    show(crypto:mac_final(crypto:mac_update(M, "ta")) =:= crypto:mac(hmac, sha256, "key", "data")),
    show([t(fun() -> crypto:mac(A, B, K, D) end) || {A, B, K, D} <- [{none, sha, "k", "d"}, {hmac, none, "k", "d"}, {hmac, sha, x, "d"}, {hmac, sha, "k", x}]]),
    show([t(fun() -> crypto:mac_init(A, B, K) end) || {A, B, K} <- [{none, sha, "k"}, {hmac, none, "k"}, {hmac, sha, x}]]),
    show([t(fun() -> crypto:mac_update(x, "d") end), t(fun() -> crypto:mac_update(M, x) end), t(fun() -> crypto:mac_final(x) end)]),
    %% keys
    show([t(fun() -> crypto:pbkdf2_hmac(T, P, Salt, I, N) end) ||
             {T, P, Salt, I, N} <- [{sha, <<"password">>, <<"salt">>, 1, 20}, {sha256, <<"password">>, <<"salt">>, 4096, 32}, {sha512, <<>>, <<>>, 2, 100}, {md5, <<"p">>, <<"s">>, 1, 1},
                                    {none, <<>>, <<>>, 1, 1}, {sha, "p", <<>>, 1, 1}, {sha, <<>>, "s", 1, 1}, {sha, <<>>, <<>>, 0, 1}, {sha, <<>>, <<>>, -1, 1}, {sha, <<>>, <<>>, 1, 0}, {sha, <<>>, <<>>, x, 1}]]),
    show([t(fun() -> crypto:hash_equals(A, B) end) || {A, B} <- [{<<"a">>, <<"a">>}, {<<"a">>, <<"b">>}, {<<>>, <<>>}, {<<"a">>, <<"ab">>}, {"a", <<"a">>}]]),
    %% random
    show([byte_size(crypto:strong_rand_bytes(N)) || N <- [0, 1, 16, 100, 10000]]),
    show([t(fun() -> crypto:strong_rand_bytes(N) end) || N <- [-1, x, 1 bsl 40]]),
    show(crypto:strong_rand_bytes(16) =:= crypto:strong_rand_bytes(16)),
    show([lists:all(fun(N) -> N >= A andalso N < B end, [crypto:rand_uniform(A, B) || _ <- lists:seq(1, 100)]) || {A, B} <- [{0, 10}, {5, 6}, {-5, 5}, {1 bsl 100, 1 bsl 101}]]),
    show([t(fun() -> crypto:rand_uniform(A, B) end) || {A, B} <- [{5, 5}, {6, 5}, {x, 5}]]),
    show([crypto:rand_seed(<<"seed">>), t(fun() -> crypto:rand_seed(x) end)]),
    State = crypto:rand_seed_s(),
    {N, _} = rand:uniform_s(1000, State),
    show(N >= 1 andalso N =< 1000),
    {X, _} = rand:uniform_s(State),
    show(X >= 0 andalso X < 1),
    show([t(fun() -> crypto:exor(A, B) end) || {A, B} <- [{<<1, 2, 3>>, <<255, 2, 0>>}, {<<1>>, <<1, 2>>}, {"ab", ["c" | <<"d">>]}, {x, x}]]),
    show([{Name, is_integer(V)} || {Name, V, _} <- crypto:info_lib()]),
    show(application:ensure_all_started(crypto)).

pieces(T, Parts) -> crypto:hash_final(lists:foldl(fun(P, S) -> crypto:hash_update(S, P) end, crypto:hash_init(T), Parts)).

t(F) ->
    try F() of B when is_binary(B) -> hex(B); V -> V
    catch C:R:S -> {C, R, {element(1, hd(S)), element(2, hd(S))}, element(4, hd(S))} end.

hex(B) when byte_size(B) > 64 -> erlang:md5(B);
hex(B) -> binary:encode_hex(B).

show(X) -> erlang:display(X).
