%% SPDX-License-Identifier: Apache-2.0
-module(convert_binary_and_list).
-export([main/0, id/1]).

main() -> d([binary_to_list(id(B)) || B <- [<<>>, <<1, 2, 3>>, <<"abc">>]]),
    d(binary_to_list(id(<<1, 2, 3, 4>>), 2, 3)),
    d([t(fun() -> binary_to_list(id(<<1, 2, 3>>), id(A), id(B)) end) || {A, B} <- [{1, 3}, {0, 1}, {2, 1}, {1, 4}, {a, 1}, {3, 3}]]),
    d([t(fun() -> binary_to_list(id(X)) end) || X <- [a, <<1:3>>, "x"]]),
    d(length(binary_to_list(binary:copy(<<1>>, 100000)))).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
