%% SPDX-License-Identifier: Apache-2.0
-module(convert_iolists).
-export([main/0, id/1]).

main() ->
    d([iolist_to_binary(id(X)) || X <- [[], <<>>, "abc", [1, [2, <<3>>]], [<<"a">> | <<"b">>], [[[[]]]], [1, 2 | <<3>>]]]),
    d([iolist_size(id(X)) || X <- [[], "abc", [1, [2, <<3>>]], [<<"a">> | <<"b">>]]]),
    d([list_to_binary(id(X)) || X <- [[], "abc", [1, [2, <<3>>]]]]),
    d([t(fun() -> iolist_to_binary(id(X)) end) || X <- [a, [a], [256], [-1], [1 | 2], [<<1:3>>], 1, {}]]),
    d([t(fun() -> list_to_binary(id(X)) end) || X <- [a, <<>>, [a], [256], [1.0]]]),
    d([t(fun() -> iolist_size(id(X)) end) || X <- [a, [256], [1 | 2], [<<1:3>>]]]),
    d(erlang:iolist_to_iovec(id([<<"a">>, "b", [<<"c">>]]))),
    d(list_to_bitstring(id([<<1:3>>, 255, <<5:5>>]))),
    d(t(fun() -> list_to_bitstring(id([a])) end)),
    d([bitstring_to_list(id(X)) || X <- [<<>>, <<1, 2>>, <<1, 5:3>>]]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
