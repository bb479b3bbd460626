%% SPDX-License-Identifier: Apache-2.0
-module(integer_to_string_errors).
-export([main/0, id/1]).

main() ->
    d([t(fun() -> integer_to_list(id(V)) end) || V <- [a, 1.0, "1", <<>>]]),
    d([t(fun() -> integer_to_list(1, id(B)) end) || B <- [0, 1, 37, -2, a, 10.0]]),
    d([t(fun() -> integer_to_binary(id(V)) end) || V <- [a, 1.0, []]]),
    d([t(fun() -> integer_to_binary(1, id(B)) end) || B <- [1, 37]]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
