%% SPDX-License-Identifier: Apache-2.0
%% Module crypto: signatures and RSA encryption, with every padding, what is not valid, and the errors.
-module(crypto_sign).
-export([main/0]).

-define(TEXT, <<"The quick brown fox">>).

main() ->
    Rsa = rsa(), [E, N, D | _] = Rsa, RsaPublic = [E, N],
    {P, Q, G, Public, Private} = dss(), DssPublic = [P, Q, G, Public], DssPrivate = [P, Q, G, Private],
    Made = made_by_otp(),
    Digests = [none, md5, sha, sha224, sha256, sha384, sha512, sha3_256, blake2b],
    %% RSA
    show([{T, t(fun() -> crypto:sign(rsa, T, ?TEXT, Rsa) end)} || T <- Digests]),
    show([{T, t(fun() -> crypto:sign(rsa, T, {digest, crypto:hash(T, ?TEXT)}, Rsa) end)} || T <- Digests -- [none]]),
    show([t(fun() -> crypto:sign(rsa, sha256, [$T, [<<"he ">> | <<"quick brown fox">>]], K) end) || K <- [[E, N, D], [bin(X) || X <- [E, N, D]], [1 | Rsa], [E, N], [], x, [E, N, D, 1], #{}, #{engine => x, key_id => "a"}]]),
    show([{T, Pad, t(fun() -> crypto:sign(rsa, T, ?TEXT, Rsa, [{rsa_padding, Pad}]) end)} || T <- [none, sha, sha256], Pad <- [rsa_pkcs1_padding, rsa_x931_padding, rsa_no_padding, x]]),
    show([{O, t(fun() -> verified(rsa, sha256, Rsa, RsaPublic, [{rsa_padding, rsa_pkcs1_pss_padding} | O]) end)} ||
             O <- [[], [{rsa_pss_saltlen, -1}], [{rsa_pss_saltlen, -2}], [{rsa_pss_saltlen, 20}], [{rsa_pss_saltlen, 200}], [{rsa_pss_saltlen, -3}], [{rsa_pss_saltlen, x}],
                   [{rsa_mgf1_md, sha}], [{rsa_mgf1_md, sha512}], [{rsa_mgf1_md, none}], [{rsa_mgf1_md, x}], [{rsa_mgf1_md, "sha"}]]]),
    show(t(fun() -> crypto:sign(rsa, sha256, ?TEXT, Rsa, [{rsa_padding, rsa_pkcs1_pss_padding}, {rsa_pss_saltlen, 0}]) end)),
    Signature = crypto:sign(rsa, sha256, ?TEXT, Rsa),
    show([t(fun() -> crypto:verify(rsa, T, X, S, K) end) || T <- [sha256, sha, none], X <- [?TEXT, "x", {digest, crypto:hash(sha256, ?TEXT)}], S <- [Signature, <<>>, <<0:1024>>], K <- [RsaPublic]]),
    show([t(fun() -> crypto:verify(rsa, sha256, ?TEXT, Signature, K) end) || K <- [Rsa, [E], x, [], [N, E], #{}]]),
    {rsa, Pss} = hd(Made),
    show([t(fun() -> crypto:verify(rsa, sha256, ?TEXT, S, RsaPublic, [{rsa_padding, rsa_pkcs1_pss_padding}]) end) || S <- [Pss, Signature]]),
    %% DSA, ECDSA, EdDSA
    {dss, DssSignature} = lists:nth(2, Made),
    show([t(fun() -> crypto:verify(dss, T, X, S, K) end) || T <- [sha, sha256, none], X <- [?TEXT, "x"], S <- [DssSignature, <<1, 2>>], K <- [DssPublic, DssPrivate]]),
    show([t(fun() -> verified(dss, T, DssPrivate, K, []) end) || T <- [sha, sha224, sha256, sha512, none], K <- [DssPublic, [1], x]]),
    show([t(fun() -> crypto:sign(dss, sha, ?TEXT, K) end) || K <- [[P, Q, G], [], x, [P, Q, G, Private, 1]]]),
    show([{C, [t(fun() -> crypto:verify(ecdsa, sha256, X, S, [K, C]) end) || X <- [?TEXT, "x"], S <- [Other, <<>>, <<1, 2, 3>>], K <- [Point, <<4, 0:512>>, <<>>, 1]]} || {C, Point, _, Other} <- Made]),
    show([{C, T, t(fun() -> verified(ecdsa, T, [Number, C], [Point, C], []) end)} || {C, Point, Number, _} <- Made, T <- [sha, sha256, sha512, none]]),
    show([t(fun() -> crypto:sign(ecdsa, sha256, ?TEXT, K) end) || K <- [[<<1:256>>, none], [<<1:256>>, "x"], [<<1:256>>], x, [x, secp256r1]]]),
    show([byte_size(crypto:sign(ecdsa, sha256, ?TEXT, [K, secp256r1])) < 80 || K <- [<<0:256>>, <<1:512>>]]),
    {_, Point, Number, _} = lists:keyfind(secp256r1, 1, Made),
    Explicit = crypto:ec_curve(secp256r1),
    show([t(fun() -> verified(ecdsa, sha256, [Number, C1], [Point, C2], []) end) || C1 <- [Explicit, secp256r1, prime256v1], C2 <- [Explicit, secp256r1]]),
    {_, Point2, Number2, _} = lists:keyfind(sect283k1, 1, Made),
    show(t(fun() -> verified(ecdsa, sha256, [Number2, crypto:ec_curve(sect283k1)], [Point2, sect283k1], []) end)),
    show([t(fun() -> verified(ecdsa, sha256, [Number, C], [Point, C], []) end) || C <- bad_curves(Explicit)]),
    [begin
         Key = binary:part(crypto:hash(sha512, "key"), 0, Size),
         {Pub, Key} = crypto:generate_key(eddsa, C, Key),
         show({C, t(fun() -> Pub end), [t(fun() -> crypto:sign(eddsa, T, X, [Key, C]) end) || T <- [none, sha512], X <- [?TEXT, <<>>, {digest, <<"abc">>}, x]],
               [t(fun() -> crypto:verify(eddsa, none, X, crypto:sign(eddsa, none, ?TEXT, [Key, C]), [K, C]) end) || X <- [?TEXT, "x"], K <- [Pub, Key, <<>>]],
               [t(fun() -> crypto:verify(eddsa, none, ?TEXT, S, [Pub, C]) end) || S <- [<<>>, <<0:512>>]],
               t(fun() -> crypto:sign(eddsa, none, ?TEXT, [<<1>>, C]) end)})
     end || {C, Size} <- [{ed25519, 32}, {ed448, 57}]],
    show([t(fun() -> crypto:sign(eddsa, none, ?TEXT, K) end) || K <- [[<<1:256>>], [<<1:256>>, x25519], x, [<<1:256>>, ed25519, 1]]]),
    %% data and options
    show([t(fun() -> crypto:sign(A, sha, X, [E, N, D]) end) || A <- [rsa, dss, none, "rsa", 1], X <- [?TEXT, x, [x], {digest}, {digest, <<1:160>>, x}, {hash, <<1:160>>}, {digest, x}, {digest, <<1>>}, <<1:3>>]]),
    show([t(fun() -> crypto:sign(rsa, T, ?TEXT, Rsa) end) || T <- [x, "sha", 1, none]]),
    show([t(fun() -> crypto:sign(A, sha, ?TEXT, K, O) end) || {A, K} <- [{rsa, Rsa}, {dss, DssPrivate}], O <- [x, [x], [{x, y}], [{rsa_padding, x}], [{rsa_padding, rsa_pkcs1_padding} | x], [{rsa_padding, rsa_pkcs1_oaep_padding}], {a, b}]]),
    show([t(fun() -> crypto:verify(A, T, X, S, K, O) end) || {A, T, X, S, K, O} <- [{none, sha, "", <<>>, [], []}, {rsa, x, "", <<>>, RsaPublic, []}, {rsa, sha, x, <<>>, RsaPublic, []}, {rsa, sha, "", x, RsaPublic, []},
                                                                                   {rsa, sha, "", "sig", RsaPublic, []}, {rsa, sha, "", <<>>, RsaPublic, x}, {dss, sha, "", <<>>, DssPublic, [{a, b}]}]]),
    %% long texts
    Long = binary:copy(?TEXT, 30000),
    show([t(fun() -> crypto:sign(rsa, sha256, Long, Rsa) end), t(fun() -> crypto:sign(eddsa, none, Long, [<<1:256>>, ed25519]) end)]),
    show([verified(rsa, sha512, Long, Rsa, RsaPublic, []), verified(dss, sha, Long, DssPrivate, DssPublic, [])]),
    %% encryption
    Paddings = [rsa_pkcs1_padding, rsa_pkcs1_oaep_padding, rsa_x931_padding, rsa_no_padding, rsa_sslv23_padding, x],
    Texts = [<<>>, ?TEXT, <<1:1024>>, <<255:1024/unit:1>>, <<0:1024, 1>>],
    show([{Pad, byte_size(X), t(fun() -> crypto:private_decrypt(rsa, crypto:public_encrypt(rsa, X, RsaPublic, Pad), Rsa, Pad) end)} || Pad <- Paddings, X <- Texts]),
    show([{Pad, byte_size(X), t(fun() -> crypto:private_encrypt(rsa, X, Rsa, Pad) end)} || Pad <- Paddings, X <- Texts]),
    show([{Pad, byte_size(X), t(fun() -> crypto:public_decrypt(rsa, crypto:private_encrypt(rsa, X, Rsa, Pad), RsaPublic, Pad) end)} || Pad <- Paddings, X <- Texts]),
    show(t(fun() -> crypto:public_encrypt(rsa, <<1:1024>>, RsaPublic, rsa_no_padding) end)),
    Oaep = [{rsa_padding, rsa_pkcs1_oaep_padding}],
    show([{O, t(fun() -> crypto:private_decrypt(rsa, crypto:public_encrypt(rsa, ?TEXT, RsaPublic, Oaep ++ O), Rsa, Oaep ++ O) end)} ||
             O <- [[], [{rsa_oaep_md, sha256}], [{rsa_mgf1_md, sha512}], [{rsa_oaep_label, <<"label">>}], [{rsa_oaep_label, <<>>}], [{rsa_oaep_label, "l"}], [{rsa_oaep_md, "sha"}], [{rsa_oaep_md, x}],
                   [{rsa_mgf1_md, 1}], [{signature_md, 1}], [{signature_md, x}], [{x, y}], [x], x]]),
    Encrypted = crypto:public_encrypt(rsa, ?TEXT, RsaPublic, Oaep ++ [{rsa_oaep_label, <<"label">>}]),
    show([t(fun() -> crypto:private_decrypt(rsa, X, Rsa, Oaep ++ O) end) || X <- [Encrypted, <<>>, <<0:1024>>], O <- [[], [{rsa_oaep_label, <<"lable">>}], [{rsa_oaep_label, <<"label">>}]]]),
    show([t(fun() -> crypto:public_encrypt(A, X, K, O) end) || {A, X, K, O} <- [{none, <<>>, [], []}, {rsa, "text", RsaPublic, []}, {rsa, <<>>, Rsa, x}, {rsa, <<>>, x, []}, {rsa, <<>>, RsaPublic, 1}, {dss, <<>>, DssPublic, []},
                                                                                {rsa, <<>>, RsaPublic, [{signature_md, sha}]}, {dss, <<>>, DssPublic, [{rsa_pad, x}]}]]),
    show(t(fun() -> crypto:private_decrypt(rsa, crypto:public_encrypt(rsa, ?TEXT, RsaPublic, [{rsa_pad, rsa_pkcs1_oaep_padding}]), Rsa, Oaep) end)),
    show([crypto:privkey_to_pubkey(rsa, Rsa) =:= [num(X) || X <- RsaPublic], crypto:privkey_to_pubkey(dss, DssPrivate) =:= DssPublic]),
    show([t(fun() -> crypto:privkey_to_pubkey(A, K) end) || {A, K} <- [{rsa, x}, {rsa, RsaPublic}, {dss, [1]}, {ecdsa, [Number, secp256r1]}, {ecdsa, x}]]).

%% A curve's numbers with one that is wrong.
bad_curves({Field, {A, B, Seed}, Point, Order, Cofactor}) ->
    [{x, {A, B, Seed}, Point, Order, Cofactor}, {{prime_field, x}, {A, B, Seed}, Point, Order, Cofactor}, {{x, 1}, {A, B, Seed}, Point, Order, Cofactor},
     {Field, {A, x, Seed}, Point, Order, Cofactor}, {Field, {x, B, Seed}, Point, Order, Cofactor}, {Field, {A, B, none}, Point, Order, Cofactor},
     {Field, {A, B, Seed}, x, Order, Cofactor}, {Field, {A, B, Seed}, Point, x, Cofactor}, {Field, {A, B, Seed}, Point, Order, x}, {Field, {A, B, Seed}, Point, Order, none},
     {{characteristic_two_field, 283, {tpbasis, 0}}, {A, B, Seed}, Point, Order, Cofactor}, {{characteristic_two_field, 283, {ppbasis, 5, 7, 300}}, {A, B, Seed}, Point, Order, Cofactor},
     {{characteristic_two_field, 283, onbasis}, {A, B, Seed}, Point, Order, Cofactor}, {{characteristic_two_field, x, onbasis}, {A, B, Seed}, Point, Order, Cofactor}].

verified(A, T, Private, Public, Options) -> verified(A, T, ?TEXT, Private, Public, Options).
verified(A, T, Text, Private, Public, Options) ->
    S = crypto:sign(A, T, Text, Private, Options),
    {crypto:verify(A, T, Text, S, Public, Options), crypto:verify(A, T, [Text, "x"], S, Public, Options)}.

bin(N) when is_integer(N) -> binary:encode_unsigned(N);
bin(B) -> B.
num(B) -> binary:decode_unsigned(B).

t(F) ->
    try F() of B when is_binary(B) -> hex(B); V -> V
    catch C:R:S -> {C, reason(R), {element(1, hd(S)), element(2, hd(S))}, [E || {error_info, _} = E <- element(4, hd(S))]} end.

reason({case_clause, _}) -> case_clause;
reason(R) -> R.

hex(B) when byte_size(B) > 64 -> erlang:md5(B);
hex(B) -> binary:encode_hex(B).

show(X) -> erlang:display(X).

%% A key that nothing else uses.
rsa() ->
    [<<16#010001:24>>,
     <<16#9DAFAE5DB90583922F1EF6C31D05E51280EBAB1B6B2F63F0AA7ECEE68D1E32F3D0DE766EB0274778E587A7A55C8249C66C1F4553D8B4D50537F1E97B5C3CC32DBEDDDD2927F2D88EE447D03BACA033B72A99198B1C4E11F95F6445C75466CA8AD10CDA0678EDE35BA710CB954DE5620D0FEF150330EFE20E5BA97A60DDBCFDA9:1024>>,
     <<16#1DE8E7EB1120519F95DE8AB1E1BC6F81FE0035B982B03F85B3E14FBF7D7EFFED2D6E350AB3D10F86880B1E2A888C920FD80C6A6B080CECE70B809067FCCBEDBD605D76D41548314B81C5053947072DB0BD0B1C7D6B254436BEB9290C92A9C804D854A3866F32B87B3090362BDF1D5ADF20D9A36056647AE94926C51F6E351EED:1024>>,
     <<16#CCF5B80FC0A5450857C1CA24EE7A6ED90F2DA29540DF889F9A239D139DA5DA65E9FC7AD1721EA14663FA9D82A118BAE001F3BEFE5448A4F530C05B98579C7FB7:512>>,
     <<16#C4F44000FF6C3FBC70F5552EDA4F6F91FF9489C06204986241A3ECDA1B3E56EA0F2BA41225883CB5BF6703FF942A2B50CF9BBC49A64A2B69C51D6C2B929DAD9F:512>>,
     <<16#90F05ED63CEC62B1F0A529170ED1E3DB7981530CEB1068643D335C1C080AC633F5D0C6E5A0270AF365364FF69587907762CA04D183B6CF78589E5EE78F652B67:512>>,
     <<16#B2E797B8104CB93CA87301F4B453D1EA11FA5082D3C68ED13A04F8A24A7AFF224FB379AF0E2EC9CEE255663963D246547AB16180992FE86D84A32C5E0C2974CB:512>>,
     <<16#240FF3935ED9EC9A4DCA89EDC1BFC33FBCB1E9A9018C8B8498238B1DDCAEC9B478ACCE095B3DB84EC68B5D464DA04E0E0E1AAB921DC9C7A2AA68791CFBD13173:512>>].

dss() ->
    {16#E043F75C6E65C80B992E3AC8D5FC117AC1F472A7CFB48FE2F27AC7BEFECB2CBAFD6EE293117DD57DBCD0809E299E1E7357C61CAE52521725B9320E8620D3A1BD4705A029AEB7C1C09978F1875232A44FA0D558E4273927FA42FC0C97C65D32F888DC5793EF4D7FF8EA62EFBE5D1C113E3213053106814E03B015653830041E21,
     16#F881AF2664885A632FE85E189587C07006A4CB05253F53ED0A48A95D,
     16#AAE59A7EDC3311E71FF92867861ED3FE3EAB5156CBDDE7C667F8311D5ED9727958A626D8F7AD9277A637A9F91DDDFD2B7D4556C4EDC2837936683E239AF3ED903DFA7D8CE34B8F65A81820D699A59559BEB2A578AED37465077E917A0841ED8A4525760C7C09E8687836DC4DF45E302D7FD275D66ADA7451F0E1DAC6B3AD3321,
     16#D283A2589BFF527F0E666026BEAD708F675420515674FBA65CA40C9465FBA04ED1BC4DB6D987E593ACDC8ED8D0B9064E27FF6FE7A47671BE16EF11B07BF3EDCCCD525855C42AE127D47AD26D6B7427CFC6E629D65F4B56C68DE4B1BC041CDDDAF71C8BED2EE4F2CFF307D68A84D75023D023748C97E4B2B45A617D9EB8D375CB,
     16#E6C5DE4E01C5240AE2824CCB8E1446C4B341A0321AFD47E8FB6F949}.

%% Signatures that OTP has made of the same text: these algorithms draw a random number for each.
made_by_otp() ->
    [{rsa, <<16#18360D24743BD4446671AC7A6C18786A5FC20A00F436C0969A869E109DC18438093EE47453244EBC3939C6E43BEC5FBC9C6BD647A7FB27827014806FD11769CFC3FD262C6D7F743EC3BF0B668CC513C91C09A83068A1D92FCC0B8B6FFA7B0B4DE6B74C255D7AE246C6B10E1B5B987723ADA0E999677088C839FD00D097AFAFE8:1024>>},
     {dss, <<16#303D021C1C78B52DD0B140350B1C96999C47D147C3344339E4E4317519FFB121021D00C6952C33A983BFC6CF5980A70A597B87E0C8F08975BBDAEDFE671715:504>>},
     {secp256r1,
      <<16#046E3B0F8DD5C7BECB53F540E5580AD878D0E2322FF0015153CEC32C79FE9F8EC96E1779632C0393D0E5A5CB37487E234DA7D5C1B5F5BA4AC959168768AE85B225:520>>,
      <<16#E8ABD79F7CB27CE2278D33952E58768B1B8A3D533170FD82CD5E132AC0560076:256>>,
      <<16#3046022100D59F578ACB0725A246BB958FEFC90A9BF8827A5D27195C17676097AB23799767022100BCACDF89CFA6228D40F86F58CF619B37DEDBBE6ED01FC718D058D2A4A008AD00:576>>},
     {secp256k1,
      <<16#049FC5035F83A913895C62FEFC3F0778D0DDC26DB556E6564AEEDEA4CACB35B23B15C29E7651B0B8909E24A8B9DEA8BA9BF657FBF3857795E6BA99D39597D226F0:520>>,
      <<16#C443BF39D6C9AE093E2899B6AD26FD144BEFB797CC21115D0196B0FC1B040BB4:256>>,
      <<16#3045022100E23DE74424D72728A5EB7DE0E7F4C9F5A7670E14E4076FC139956B8DE77C559702201A6E1785A1F5A3639CCE68BE892BB426A813B10C675DA596D2EC1CCFC3669E38:568>>},
     {secp384r1,
      <<16#047A58CBBB50861D26E758419C9EC94B194B5EBBDBA2EB7901681282DEE050EE2FA6894819853716DCBB945FEFCEA50AA9DAF742E69814410D75DA5A8FFA9BD02DEF61C4796208C89F487475D1942401DDE151892237BA5A115D3A1698418CC3CA:776>>,
      <<16#AF7F592DBD43D658CCEB124CB0011D4A934668D13AAA41EDF105B27F4918BA13A33E6A226646096BBC8697A17B5BEBC5:384>>,
      <<16#3065023100E7D7262BD3ACE92CFB02A6439B437F58907804A2E0DD548DBFBF5B1B6420E83E5E29348C16A80825DF5D4A1E03B20D5A02302F71048DA789394E415AC4538D3539349CBAB3D1B1D332F0AB979F27FE7D9B2D712885315A157DDF14610C311CB24596:824>>},
     {sect283k1,
      <<16#04026AA43A3698A89D06F2F2CCAD6B053F65E4F34CD9CCD9D3CC7374C89F864380B594BCB3015B1B9C374CD1BF03C33602C59D28F500ABB9A9C3272A93690CA494C72611A8B1CA7AD3:584>>,
      <<16#00994BCAEEFBE7467C73F2A6E0AE255521F52F0B8EF8A3D7B287185BB74B4816991D4FE1:288>>,
      <<16#304C022400840732C711805B7675A7A98707956B665DC881EE5042DD63FE9F0A81985994B64EABAF02240082BA800097B6D32C68E59E3B39C6F60FABC045DD9E865873CB4CE0618574E3A73181E4:624>>},
     {brainpoolP256r1,
      <<16#045F41E0E677F77C57EECD205A08C9B680E732A33F5B3BCDFB239E787DF5A8A14A969C632EB9037F8AE09DEA295E07C16285F8FB11149F10ED81B11B9FEECD5F4D:520>>,
      <<16#390F5BB28A90A71350EB777905D0C22F4BEA4E7CCF85CB84BBBCBE6F987A86CB:256>>,
      <<16#30450221008B3FC2D8BB86B5D8B7CF318566F7745C8420B5E89D194A0B12F125DBB0E36F86022064C41B363E3CD2C6841C9F1FAE3B56621459CF580F5D99885982871811316A55:568>>}].
