%% SPDX-License-Identifier: Apache-2.0
-module(string_trim_pad_split).
-export([main/0, id/1]).

main() ->
    d([string:trim(id("  a b \n")), string:trim(<<"  x ">>, leading), string:trim("xxaxx", both, "x"), string:trim("a..", trailing, ".")]),
    d([lists:flatten(string:pad(id("ab"), 5)), lists:flatten(string:pad("ab", 5, leading, $-)), lists:flatten(string:pad("ab", 5, both, "*"))]),
    d([string:split(id("a,b,c"), ","), string:split("a,b,c", ",", trailing), string:split(<<"a,b,c">>, <<",">>, all), string:split("abc", "x"), string:lexemes("a b,,c", " ,"), string:nth_lexeme("a b c", 2, " ")]),
    d([string:take("abc123", lists:seq($a, $z)), string:take("abc123", "123", true), string:take("abc", "c", false, trailing)]),
    d([string:find(id("hello"), "l"), string:find("hello", "l", trailing), string:find(<<"hello">>, "zz")]),
    d([string:replace("a-b-c", "-", "+"), string:replace("a-b-c", "-", "+", all)]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
