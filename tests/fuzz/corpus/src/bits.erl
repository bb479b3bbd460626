%% SPDX-License-Identifier: Apache-2.0
%% Bit syntax: matching, nested loops over one context, construction of every segment type.
-module(bits).
-export([header/1, words/1, sum/2, utf/1, build/3, append/2, tail/1, floats/1, dynamic/2, size_of/1]).

header(<<"GLM", Version:8, Flags:4/bits, Kind:4, Length:16/little, Body:Length/binary, Rest/binary>>) ->
    {Version, Flags, Kind, Body, Rest};
header(<<0:24, Rest/binary>>) ->
    header(Rest);
header(_) ->
    none.

words(Text) -> words(Text, <<>>, []).

words(<<$\s, Rest/binary>>, Word, Acc) -> words(Rest, <<>>, [Word | Acc]);
words(<<C, Rest/binary>>, Word, Acc) -> words(Rest, <<Word/binary, C>>, Acc);
words(<<>>, Word, Acc) -> lists:reverse(Acc, [Word]).

sum(<<A:3, B:5/signed, Rest/bits>>, Acc) -> sum(Rest, Acc + A * B);
sum(<<A:1, Rest/bits>>, Acc) -> sum(Rest, Acc + A);
sum(<<>>, Acc) -> Acc.

utf(<<C/utf8, Rest/binary>>) -> [C | utf(Rest)];
utf(<<C/utf16-little, Rest/binary>>) -> [{wide, C} | utf(Rest)];
utf(<<C/utf32, Rest/binary>>) -> [{wider, C} | utf(Rest)];
utf(<<>>) -> [].

build(N, F, Text) ->
    <<N:16, F:64/float, "literal", Text/binary, N:12/little-signed, $x/utf16, N/utf8, (-1):4>>.

append(Acc, 0) -> Acc;
append(Acc, N) -> append(<<Acc/bits, N:7>>, N - 1).

tail(<<_:8, Rest/bits>> = All) when bit_size(Rest) > 8 -> {Rest, byte_size(All)};
tail(All) -> All.

floats(Bin) -> [{F, G} || <<F:32/float, G:64/float-little>> <= Bin].

dynamic(Size, Bin) ->
    case Bin of
        <<_:Size, X:Size/binary-unit:4, "ab", _/bits>> -> X;
        <<X:Size/integer-unit:8, Rest/binary>> when Size > 0 -> {X, Rest};
        _ -> error
    end.

size_of(Bin) ->
    << <<(X + 1)>> || <<X>> <= Bin, X > 10 >>.
