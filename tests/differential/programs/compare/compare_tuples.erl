%% SPDX-License-Identifier: Apache-2.0
%% By size first, then element by element.
-module(compare_tuples).
-export([main/0, id/1]).

main() ->
    Ts = [{}, {1}, {2}, {1, 1}, {1, 2}, {a, 1}, {1.0, 1}, {b}, {0, 0, 0}],
    d(lists:sort(id(Ts))),
    [d({A, B, id(A) < id(B), id(A) == id(B), id(A) =:= id(B)}) || A <- Ts, B <- Ts].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
