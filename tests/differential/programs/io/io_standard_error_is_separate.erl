%% SPDX-License-Identifier: Apache-2.0
%% alone
-module(io_standard_error_is_separate).
-export([main/0]).

main() -> io:format(standard_error, "this goes to stderr ~w~n", [1]),
    io:format("this to stdout~n").
