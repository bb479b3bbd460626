%% SPDX-License-Identifier: Apache-2.0
-module(io_format_depth_limited).
-export([main/0]).

main() ->
    T = {a, [1, 2, 3, [4, [5, [6]]]], "string here", <<"binary here">>, #{k => {v, {w, {x}}}}}, [io:format("~W|~P~n", [T, N, T, N]) || N <- [0, 1, 2, 3, 4, 5, 8, 12]], io:format("~W~n", [lists:seq(1, 100), 10]),
    io:format("~P~n", [lists:seq(1, 100), 10]).
