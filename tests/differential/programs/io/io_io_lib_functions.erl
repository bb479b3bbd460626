%% SPDX-License-Identifier: Apache-2.0
-module(io_io_lib_functions).
-export([main/0]).

main() -> d([lists:flatten(io_lib:write(X)) || X <- [1, a, "b", {c}, <<1>>]]),
    d(lists:flatten(io_lib:print(lists:seq(1, 40), 5, 30, -1))),
    d(io_lib:write_string("a\"b\n")),
    d(io_lib:write_atom('a b')),
    d(io_lib:write_char($\n)),
    d([io_lib:printable_list(X) || X <- ["abc", [1], [955], a]]),
    d([io_lib:printable_unicode_list(X) || X <- ["abc", [955]]]),
    d([io_lib:latin1_char_list("abc"), io_lib:char_list([955]), io_lib:deep_char_list(["a", [$b]])]),
    d(lists:flatten(io_lib:fwrite("~w", [{a}]))),
    d(io_lib:indentation("ab\ncd", 3)),
    d(lists:flatten(io_lib:format("~s", ["limited text"], [{chars_limit, 5}]))),
    d(lists:flatten(io_lib:format("~p", [lists:seq(1, 100)], [{chars_limit, 30}]))),
    d(io_lib:fread("~d ~s ~f", "12 abc 1.5 rest")),
    d(io_lib:fread("~d", "x")),
    d([lists:sort(maps:to_list(M)) || M <- io_lib:scan_format("~10.3p", [x])]).

d(X) -> erlang:display(X).
