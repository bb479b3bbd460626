%% SPDX-License-Identifier: Apache-2.0
-module(io_format_strings).
-export([main/0]).

main() ->
    io:format("~s|~10s|~-10s|~.3s|~10.3s|~-10.3s|~10.3.*s|~5s~n", ["abc", "abc", "abc", "abcdef", "abcdef", "abcdef", $+, "abcdef", "abcdefgh"]),
    io:format("~s ~s ~s~n", [<<"bin">>, atom, ["io", $l, [<<"ist">>]]]),
    io:format("~ts~n", ["plain"]),
    io:format("~*s|~*.*s~n", [6, "ab", 6, 1, "xyz"]).
