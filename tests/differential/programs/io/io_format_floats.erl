%% SPDX-License-Identifier: Apache-2.0
-module(io_format_floats).
-export([main/0]).

main() ->
    [io:format("~f|~.1f|~.3f|~e|~.2e|~g|~.3g|~10.2f|~-10.2f|~10.2.0f~n", [X, X, X, X, X, X, X, X, X, X]) || X <- [0.0, 1.0, -1.0, 0.05, 0.25, 0.35, 123456.789, 1.0e10, 1.0e-5, 99.995, 1.0e100, -0.0]], io:format("~w ~w~n", [1.0e10, 123.0e-9]),
    io:format("~.1f ~.2e~n", [1.25, 1.55]).
