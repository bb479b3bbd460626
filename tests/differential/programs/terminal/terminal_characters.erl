%% What module prim_tty says of characters and of texts with parameters, where there is no terminal.
-module(terminal_characters).
-export([main/0]).

main() ->
    Characters = [0, 7, 9, 27, 127, 173, $a, $~, 200, 768, 4352, 4449, 8203, 8205, 8364, 12354, 26085, 44032, 65039, 65281, 127995,
                  128512, 917505, 1114109],
    io:format("~w~n", [[{C, prim_tty:npwcwidth(C), prim_tty:npwcwidth(C, latin1)} || C <- Characters]]),
    io:format("~w~n", [prim_tty:sizeof_wchar()]),
    io:format("~w~n", [[prim_tty:wcswidth(wide(T)) || T <- ["", "abc", [26085, 26412, $x], [7]]]]),
    io:format("~w~n", [[prim_tty:tgoto("\e[%i%d;%dH", 3, 4), prim_tty:tgoto("\e[%dC", 7), prim_tty:tgoto("\e[A")]]),
    io:format("~w~n", [[outcome(fun() -> prim_tty:isatty(X) end) || X <- [stdin, stdout, nothing, 1, "stdin"]]]),
    io:format("~w~n", [[outcome(fun() -> prim_tty:wcswidth(X) end) || X <- [a, [a], [<<0, 0, 0>>]]]]),
    io:format("~w~n", [[outcome(fun() -> prim_tty:npwcwidth(X) end) || X <- [a, 1 bsl 40, -1]]]).

wide(Text) -> [<<C:32/native>> || C <- Text].

outcome(F) -> try F() catch Class:Reason -> {Class, Reason} end.
