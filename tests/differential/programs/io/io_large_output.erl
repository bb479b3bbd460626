%% SPDX-License-Identifier: Apache-2.0
-module(io_large_output).
-export([main/0]).

main() ->
    [io:format("line ~w of some text that makes it long enough~n", [I]) || I <- lists:seq(1, 3000)], io:put_chars([lists:duplicate(50000, $x), $\n]).
