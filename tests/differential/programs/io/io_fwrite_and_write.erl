%% SPDX-License-Identifier: Apache-2.0
-module(io_fwrite_and_write).
-export([main/0]).

main() ->
    io:fwrite("~w~n", [x]), io:write({a, "b", 1.5}), io:nl(), io:put_chars("chars\n"), io:put_chars(<<"binary\n">>),
    io:format(standard_io, "to ~w~n", [device]),
    io:format(user, "", []), io:write([1, 2 | 3]), io:nl(), io:fwrite("plain~n").
