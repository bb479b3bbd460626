%% SPDX-License-Identifier: Apache-2.0
%% alone
-module(io_input_at_end_of_file).
-export([main/0]).

main() -> io:format("~p~n", [io:get_line("")]),
    io:format("~p~n", [io:get_chars("", 3)]),
    io:format("~p~n", [io:read("")]),
    io:format("~p~n", [io:get_line(standard_io, "")]).
