%% SPDX-License-Identifier: Apache-2.0
-module(list_improper_and_nested).
-export([main/0, id/1]).

main() ->
    d(id([1 | 2])),
    d(id([1, [2, [3 | 4] | 5] | 6])),
    d(id([[] | []])),
    d(id([[[[]]]])),
    d([is_list(id(X)) || X <- [[], [1 | 2], a, "x"]]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
