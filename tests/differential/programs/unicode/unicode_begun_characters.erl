%% SPDX-License-Identifier: Apache-2.0
%% Bytes that begin a character, end in the middle of one or are none, in a binary and over the end of one: what is wrong,
%% what is only incomplete, and what is left over, and in which shape.
-module(unicode_begun_characters).
-export([main/0]).

main() ->
    Is = [0, 97, 127, 128, 143, 144, 159, 160, 191, 192, 193, 194, 223, 224, 225, 237, 239, 240, 241, 244, 245, 247, 248, 255],
    [d({A, results(<<A>>)}) || A <- Is],
    [d({A, erlang:phash2([results(<<A, B>>) || B <- Is])}) || A <- Is],
    [d({A, B, erlang:phash2([results(<<A, B, C>>) || C <- [97, 128, 191, 192]])}) || A <- Is, A > 191, B <- Is, B > 120],
    [d({A, B, erlang:phash2([results(<<A, B, C, D>>) || C <- [97, 128, 191], D <- [97, 128, 191]])})
     || A <- Is, A > 236, B <- Is, B > 120],
    ok.

results(B) ->
    [unicode:characters_to_list(B), unicode:characters_to_binary([B]), unicode:characters_to_list([B, <<"z">>]),
     unicode:characters_to_list([[B], [<<191>>, $z]]), unicode:characters_to_binary([B, $z], unicode, utf16)].

d(X) -> io:format("~w~n", [X]).
