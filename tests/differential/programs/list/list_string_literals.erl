%% SPDX-License-Identifier: Apache-2.0
-module(list_string_literals).
-export([main/0]).

main() ->
    d(""),
    d("abc"),
    d("a\nb\"c\\"),
    d([0, 1, 2]),
    d([97, 98 | 99]),
    d("tab\t"),
    d([300, 97]),
    d("åäö"),
    d([255]),
    d([127]),
    d([27]),
    d([$a, 10]),
    d("\r"),
    d([$a, -1]).

d(X) -> erlang:display(X).
