%% SPDX-License-Identifier: Apache-2.0
-module(io_format_bases).
-export([main/0]).

main() ->
    io:format("~b|~.2b|~.36B|~x|~.16x|~X|~.16X|~#|~.8#|~+|~.16+~n", [10, 10, 35, 10, "p", 31, "0x", 31, "P", 31, "0X", 255, 255, 255, 255]),
    io:format("~10b|~-10b|~10.16.0b|~10..*b~n", [5, 5, 255, $*, 7]).
