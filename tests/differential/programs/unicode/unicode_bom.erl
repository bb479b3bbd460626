%% SPDX-License-Identifier: Apache-2.0
-module(unicode_bom).
-export([main/0, id/1]).

main() ->
    d([unicode:bom_to_encoding(id(B)) || B <- [<<239, 187, 191>>, <<255, 254>>, <<254, 255, 1>>, <<0, 0, 254, 255>>, <<255, 254, 0, 0>>, <<"abc">>]]),
    d([unicode:encoding_to_bom(E) || E <- [utf8, utf16, {utf16, little}, utf32, {utf32, little}, latin1]]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
