%% SPDX-License-Identifier: Apache-2.0
-module(binary_module_match_long).
-export([main/0]).

main() ->
    B = iolist_to_binary([binary:copy(<<"abcdefghij">>, 20000), "needle", binary:copy(<<"xyz">>, 1000), "needle"]),
    d(binary:match(B, <<"needle">>)),
    d(binary:matches(B, <<"needle">>)),
    d(length(binary:matches(B, <<"ja">>))),
    d(length(binary:matches(B, [<<"cd">>, <<"cde">>, <<"yz">>]))),
    d(length(binary:split(B, <<"e">>, [global]))).

d(X) -> erlang:display(X).
