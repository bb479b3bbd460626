%% SPDX-License-Identifier: Apache-2.0
-module(unicode_encodings).
-export([main/0, id/1]).

main() ->
    Es = [latin1, utf8, unicode, utf16, {utf16, little}, {utf16, big}, utf32, {utf32, little}, {utf32, big}], [d({E, t(fun() -> unicode:characters_to_binary(id("aé"), unicode, E) end), t(fun() -> unicode:characters_to_binary(id("Ω"), unicode, E) end), t(fun() -> unicode:characters_to_binary(id([16#1F600]), unicode, E) end)}) || E <- Es], d([t(fun() -> unicode:characters_to_list(id(<<0, 97, 3, 169>>), id(E)) end) || E <- Es ++ [nope]]),
    d(unicode:characters_to_list(id(<<216, 61, 222, 0, 216>>), utf16)),
    d(unicode:characters_to_binary(id(<<233>>), latin1)),
    d(unicode:characters_to_binary(id([<<233>>, 233]), latin1)),
    d(unicode:characters_to_list(id(<<0, 0, 0, 97, 0, 0>>), utf32)).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
