%% SPDX-License-Identifier: Apache-2.0
-module(string_next_and_jaro).
-export([main/0, id/1]).

main() -> d([string:next_codepoint(id(S)) || S <- ["abc", <<"é"/utf8>>, "", <<255>>, [[], <<"x">>]]]),
    d([string:next_grapheme(id(S)) || S <- ["abc", [97, 769, 98], <<"e", 204, 129, "x">>, "", [16#1F468, 16#200D, 16#1F469, 98], [13, 10, 97], [16#1F1E9, 16#1F1EA, 16#1F1EB]]]),
    d(string:to_integer("12x")),
    d(element(2, string:to_float("1.5e3z"))),
    d(string:chr("abc", $b)),
    d(string:tokens("a b c", " ")),
    d(string:join(["a", "b"], ", ")),
    d(string:strip("  x ")),
    d(string:str("hello", "l")),
    d(string:substr("hello", 2, 3)),
    d(string:copies("ab", 3)),
    d(string:centre("ab", 6)).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
