%% SPDX-License-Identifier: Apache-2.0
%% Comparison does not recurse on the native stack.
-module(compare_deep_terms).
-export([main/0, id/1]).

main() ->
    A = deep(id(200000), []),
    B = deep(200000, []),
    C = deep(200000, x),
    d({A =:= B, A == B, A < C, A > C, A =:= C}),
    T1 = tup(id(200000), a), T2 = tup(200000, a), T3 = tup(200000, b),
    d({T1 =:= T2, T1 < T3, T3 < T1, erlang:phash2(T1) =:= erlang:phash2(T2)}).

deep(0, X) -> X;
deep(N, X) -> deep(N - 1, [X]).

tup(0, X) -> X;
tup(N, X) -> tup(N - 1, {N, X}).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
