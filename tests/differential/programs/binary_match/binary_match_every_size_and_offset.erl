%% SPDX-License-Identifier: Apache-2.0
%% Reading 1 to 70 bits at every offset in a byte.
-module(binary_match_every_size_and_offset).
-export([main/0, id/1]).

main() ->
    B = id(<<16#89abcdef01234567fedcba98:96>>), [d({O, erlang:phash2([begin <<_:O, U:S, _/bits>> = B, <<_:O, V:S/signed, _/bits>> = B, <<_:O, L:S/little, _/bits>> = B, <<_:O, M:S/little-signed, _/bits>> = B, {U, V, L, M} end || S <- lists:seq(1, 70)])}) || O <- lists:seq(0, 8)], [begin <<_:3, U:S, _/bits>> = B, <<_:3, L:S/little-signed, _/bits>> = B, d({S, U, L}) end || S <- [1, 5, 8, 12, 31, 58, 59, 60, 61, 63, 64, 65]].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
