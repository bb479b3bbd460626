%% SPDX-License-Identifier: Apache-2.0
-module(compare_lists).
-export([main/0, id/1]).

main() ->
    Ls = [[], [1], [2], [1, 1], [1, 2], [1 | 2], [1 | a], [1.0], [[]], [[1]], "abc", "abd", [1, 2, 3 | 4], [a]],
    d(lists:sort(id(Ls))),
    [d({A, B, id(A) < id(B), id(A) == id(B), id(A) =:= id(B)}) || A <- Ls, B <- Ls].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
