%% SPDX-License-Identifier: Apache-2.0
-module(io_format_integers).
-export([main/0]).

main() ->
    io:format("~w ~p ~b ~B ~.16b ~.16B ~x ~X ~# ~+~n", [255, -255, 255, -255, 255, -255, 255, "0x", -255, "h", 255, 255]),
    io:format("~5w|~-5w|~2w|~5..0w|~10.5.0w|~b~n", [42, 42, 12345, 42, 42, 1 bsl 70]).
