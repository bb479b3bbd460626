%% SPDX-License-Identifier: Apache-2.0
-module(io_format_characters).
-export([main/0]).

main() -> io:format("~c~c|~5c|~-5.2c|~*c~n", [$a, $b, $x, $y, 3, $z]),
    io:format("~~ ~i~w~n", [ignored, shown]),
    io:format("no arguments~n"),
    io:format("a~nb~2nc~n").
