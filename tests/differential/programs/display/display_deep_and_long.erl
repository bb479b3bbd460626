%% SPDX-License-Identifier: Apache-2.0
-module(display_deep_and_long).
-export([main/0]).

main() -> d(lists:seq(1, 2000)),
    d(lists:foldl(fun(X, A) -> {X, A} end, [], lists:seq(1, 1000))),
    d(binary:copy(<<7>>, 300)),
    d(lists:duplicate(500, $a)).

d(X) -> erlang:display(X).
