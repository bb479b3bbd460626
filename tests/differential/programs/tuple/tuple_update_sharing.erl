%% SPDX-License-Identifier: Apache-2.0
%% setelement in a row may be done in place only where nobody else sees it.
-module(tuple_update_sharing).
-export([main/0, id/1]).

main() ->
    T = id({1, 2, 3, 4}),
    A = setelement(1, T, a), B = setelement(2, A, b), C = setelement(3, setelement(2, setelement(1, T, x), y), z),
    d({T, A, B, C}),
    d(loop(100, {0, 0, []})).

loop(0, T) -> T;
loop(N, T) ->
    T1 = setelement(1, T, element(1, T) + N),
    T2 = setelement(2, T1, N),
    loop(N - 1, setelement(3, T2, lists:sublist([element(1, T) | element(3, T)], 3))).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
