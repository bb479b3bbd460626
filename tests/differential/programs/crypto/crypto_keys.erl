%% SPDX-License-Identifier: Apache-2.0
%% Module crypto: pairs of keys, secrets that two parties share, SRP, powers to a modulus, and the errors.
-module(crypto_keys).
-export([main/0]).

main() ->
    show([{K, lists:sort(crypto:supports(K))} || K <- [public_keys, macs, rsa_opts]]),
    show([aes_gcm, secp256r1, x25519] -- (crypto:supports(ciphers) ++ crypto:supports(curves))),
    show([K || {K, [_ | _]} <- crypto:supports()]),
    %% RSA
    show([begin {[E, N], [E, N, D, F1, F2, E1, E2, C]} = crypto:generate_key(rsa, {Bits, Exponent}), {E, byte_size(N), num(F1) * num(F2) =:= num(N), num(D) rem (num(F1) - 1) =:= num(E1), num(D) rem (num(F2) - 1) =:= num(E2), num(C) * num(F2) rem num(F1)} end || {Bits, Exponent} <- [{1024, 65537}, {1024, <<3>>}, {2048, 65539}]]),
    show([t(fun() -> crypto:generate_key(rsa, P) end) || P <- [{255, 3}, {x, 3}, {-1, 3}, {1024, x}, {1024, "3"}, {1 bsl 32, 3}, x]]),
    %% elliptic curves: the point of a number, and what two of them share
    Curves = crypto:ec_curves() -- [ed25519, ed448, x25519, x448],
    show([{C, t(fun() -> crypto:generate_key(ecdh, C, <<5>>) end)} || C <- Curves]),
    show([{C, t(fun() -> agreed(C) end)} || C <- Curves]),
    show([{C, t(fun() -> {Pub, Priv} = crypto:generate_key(ecdh, C), {byte_size(Pub), byte_size(Priv), {Pub, Priv} =:= crypto:generate_key(ecdh, C, Priv)} end)} || C <- Curves]),
    Explicit = crypto:ec_curve(secp256r1),
    show([t(fun() -> crypto:generate_key(ecdh, C, K) end) || C <- [secp256r1, Explicit, secp256r, x, {1, 2}], K <- [<<5:256>>, 5, <<>>, 0, x, <<1:300>>, <<-1:256>>]]),
    show([t(fun() -> crypto:generate_key(ecdh, C) end) || C <- [none, x, {1, 2}, setelement(4, Explicit, x)]]),
    {Pub, _} = crypto:generate_key(ecdh, secp256r1, <<5:256>>),
    show([t(fun() -> crypto:compute_key(ecdh, O, M, C) end) || O <- [Pub, <<>>, <<4, 1:512>>, <<4>>, x], M <- [<<7:256>>, 7, x], C <- [secp256r1, Explicit, none]]),
    %% X25519 and the like
    [begin
         Key = binary:part(crypto:hash(sha512, "key"), 0, Size),
         {Point, Key} = crypto:generate_key(T, C, Key),
         {New, Secret} = crypto:generate_key(T, C),
         show({C, t(fun() -> Point end), byte_size(New), byte_size(Secret), [t(fun() -> crypto:generate_key(T, C, K) end) || K <- [<<1>>, x, 1]]}),
         T =:= eddh andalso
             show([t(fun() -> crypto:compute_key(eddh, O, M, C) end) || O <- [Point, <<0:(8 * Size)>>, <<>>, x], M <- [Key, <<1>>, x]] ++ [crypto:compute_key(eddh, New, Key, C) =:= crypto:compute_key(ecdh, Point, Secret, C)])
     end || {T, C, Size} <- [{eddh, x25519, 32}, {eddh, x448, 56}, {eddsa, ed25519, 32}, {eddsa, ed448, 57}]],
    show([t(fun() -> crypto:generate_key(T, C) end) || {T, C} <- [{eddh, ed25519}, {eddsa, x25519}, {none, x}]]),
    %% Diffie-Hellman
    P = prime(), G = 2,
    show([t(fun() -> {A, X} = crypto:generate_key(dh, [P, G]), {B, Y} = crypto:generate_key(dh, [P, G]), {crypto:compute_key(dh, A, Y, [P, G]) =:= crypto:compute_key(dh, B, X, [P, G])} end)]),
    show([t(fun() -> crypto:compute_key(dh, num(crypto:mod_pow(G, 12345, P)), 54321, [P, G]) end)]),
    {_, _} = crypto:generate_key(dh, [P, G], 12345),  % which OTP takes and gives another key for
    show([t(fun() -> {_, X} = crypto:generate_key(dh, [P, G, 256]), byte_size(X) =< 32 end)]),
    show([t(fun() -> crypto:generate_key(dh, A) end) || A <- [[P, G, -1], [P, G, x], [P, x], [<<P:1024>>, x], [<<P:1024>>, <<2>>, x], x, [P], [<<P:1024>>, <<2>>, 1, 2]]]),
    show([t(fun() -> crypto:generate_key(dh, [P, G], x) end)]),
    show([t(fun() -> crypto:compute_key(dh, O, M, A) end) || O <- [5, x], M <- [7, x], A <- [[P, G], [<<P:1024>>], [<<P:1024>>, x], [<<P:1024>>, <<2>>, <<2>>], x]]),
    %% powers
    show([t(fun() -> crypto:mod_pow(B, E, M) end) || {B, E, M} <- [{2, 10, 1000}, {5, 0, 7}, {0, 5, 7}, {7, 1, 7}, {3, P, P}, {2, 10, 0}, {2, 10, 1}, {x, 1, 2}, {2, x, 2}, {<<2>>, <<10>>, <<3, 232>>}, {1 bsl 2000, 1 bsl 100, P}]]),
    %% SRP
    srp(P),
    show([t(fun() -> crypto:generate_key(srp, {host, [<<5>>, <<2>>, <<P:1024>>, V]}, Pr) end) || V <- ['3', '6', '6a', x], Pr <- [<<7>>, x]]),
    show([t(fun() -> crypto:generate_key(srp, {user, [<<2>>, <<P:1024>>, '6a']}, Pr) end) || Pr <- [<<7>>, x]]),
    show([t(fun() -> crypto:compute_key(srp, Other, {<<5>>, <<7>>}, A) end) || Other <- [<<9>>, <<P:1024>>, <<0>>, x],
             A <- [{user, [<<3>>, <<P:1024>>, <<2>>, '6a']}, {user, [<<3>>, <<P:1024>>, <<2>>, '6', <<11>>]}, {host, [<<3>>, <<P:1024>>, '6a']}, {host, [<<3>>, <<P:1024>>, '6a', <<11>>]}]]).

agreed(C) ->
    {A, _} = crypto:generate_key(ecdh, C, <<5>>),
    {B, _} = crypto:generate_key(ecdh, C, <<7>>),
    Shared = crypto:compute_key(ecdh, A, <<7>>, C),
    {hex(Shared), Shared =:= crypto:compute_key(ecdh, B, <<5>>, C)}.

srp(P) ->
    Prime = <<P:1024>>, G = <<2>>, X = crypto:hash(sha, "password"),
    Verifier = crypto:mod_pow(G, X, Prime),
    [begin
         {A, Priv} = crypto:generate_key(srp, {user, [G, Prime, V]}, <<12345:64>>),
         {B, HostPriv} = crypto:generate_key(srp, {host, [Verifier, G, Prime, V]}, <<54321:64>>),
         K1 = crypto:compute_key(srp, B, {A, Priv}, {user, [X, Prime, G, V | U]}),
         K2 = crypto:compute_key(srp, A, {B, HostPriv}, {host, [Verifier, Prime, V | U]}),
         show({V, hex(A), hex(B), hex(K1), K1 =:= K2})
     end || V <- ['6', '6a', '3'], U <- [[], [<<99>>]], V =/= '3' orelse U =/= []],
    {A, _} = crypto:generate_key(srp, {user, [G, Prime, '6']}),
    show(byte_size(A) =< 128).

%% RFC 2409, the second Oakley group.
prime() ->
    16#FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649286651ECE65381FFFFFFFFFFFFFFFF.

num(B) -> binary:decode_unsigned(B).

t(F) ->
    try F() of B when is_binary(B) -> hex(B); {A, B} when is_binary(A), is_binary(B) -> {hex(A), hex(B)}; V -> V
    catch C:R:S -> {C, reason(R), {element(1, hd(S)), element(2, hd(S))}, [E || {error_info, _} = E <- element(4, hd(S))]} end.

reason({case_clause, _}) -> case_clause;
reason({badmatch, _}) -> badmatch;
reason(R) -> R.

hex(B) when byte_size(B) > 64 -> erlang:md5(B);
hex(B) -> binary:encode_hex(B).

show(X) -> erlang:display(X).
