%% SPDX-License-Identifier: Apache-2.0
-module(string_lengths_and_slices).
-export([main/0, id/1]).

main() ->
    d([string:length(id(S)) || S <- ["", "abc", <<"abc">>, "Ωé", [101, 769], <<"e", 204, 129>>, ["a", <<"b">>]]]),
    d(string:slice(id("hello"), 1, 3)),
    d(string:slice(id(<<"hello">>), 2)),
    d(string:reverse(id("abc"))),
    d(string:reverse(id([97, 769, 98]))),
    d(string:to_graphemes(id([97, 769, 98]))),
    d(string:is_empty(id([[], <<>>]))),
    d(string:equal("abc", id(<<"abc">>))),
    d(string:equal("aBc", "AbC", true)),
    d(string:prefix(id(<<"prefix">>), "pre")),
    d(string:prefix("abc", "x")).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
