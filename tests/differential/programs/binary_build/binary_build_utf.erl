%% SPDX-License-Identifier: Apache-2.0
-module(binary_build_utf).
-export([main/0, id/1]).

main() ->
    Cs = [0, $a, 127, 128, 16#7ff, 16#800, 16#d7ff, 16#e000, 16#fffd, 16#fffe, 16#ffff, 16#10000, 16#10ffff], [d({C, <<(id(C))/utf8>>, <<(id(C))/utf16>>, <<(id(C))/utf16-little>>, <<(id(C))/utf32>>, <<(id(C))/utf32-little>>}) || C <- Cs], d([t(fun() -> <<(id(C))/utf8>> end) || C <- [-1, 16#d800, 16#dfff, 16#110000, a, 1.0, 1 bsl 70]]),
    d(<<1:3, (id($é))/utf8, (id($Ω))/utf16, 1:5>>),
    d(<<"grün Ω"/utf8>>),
    d(<<"grün Ω"/utf16>>),
    d(<<"aΩ"/utf32-little>>).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
