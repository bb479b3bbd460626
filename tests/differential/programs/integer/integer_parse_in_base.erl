%% SPDX-License-Identifier: Apache-2.0
-module(integer_parse_in_base).
-export([main/0, id/1]).

main() ->
    d([list_to_integer(id(S), B) || {S, B} <- [{"ff", 16}, {"FF", 16}, {"-fF", 16}, {"+7", 8}, {"zz", 36}, {"ZZ", 36}, {"101", 2}]]),
    d([binary_to_integer(id(S), B) || {S, B} <- [{<<"ffffffffffffffffffff">>, 16}, {<<"-11111111111111111111111111111111111111111111111111111111111111111">>, 2}, {<<"zzzzzzzzzzzzzzzz">>, 36}]]),
    d([t(fun() -> list_to_integer(id(S), id(B)) end) || {S, B} <- [{"8", 8}, {"g", 16}, {"", 10}, {"1", 1}, {"1", 37}, {"1", a}, {"2", 2}]]),
    d([t(fun() -> binary_to_integer(id(S), id(B)) end) || {S, B} <- [{<<"8">>, 8}, {<<>>, 16}, {<<"1">>, 1}, {<<"1">>, 37}]]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
