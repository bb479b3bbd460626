%% SPDX-License-Identifier: Apache-2.0
-module(binary_match_sub_binaries_keep_working).
-export([main/0, id/1]).

main() ->
    Big = binary:copy(<<"abcdefgh">>, 1000), Parts = cut(id(Big), []),
    d({length(Parts), erlang:phash2(Parts), lists:usort(Parts)}), <<_:3, Odd/bits>> = Big, <<P:17/bits, _/bits>> = Odd, d({P, bit_size(Odd), erlang:phash2(Odd), Odd =:= id(<<Odd/bits>>)}),
    d(binary:referenced_byte_size(hd(Parts)) >= 8).

cut(<<A:8/binary, R/binary>>, Acc) -> cut(R, [A | Acc]);
cut(<<>>, Acc) -> Acc.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
