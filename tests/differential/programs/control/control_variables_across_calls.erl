%% SPDX-License-Identifier: Apache-2.0
%% Many live variables over many calls: stack slots, trimming, swapping.
-module(control_variables_across_calls).
-export([main/0, id/1]).

main() -> d(f(id(1), id(2), id(3), id(4), id(5))),
    d(g(id([a, b, c]), id(0), id(x), id(y))).

f(A, B, C, D, E) ->
    P = id(A + B), Q = id(C), R = id({D, E, P}), S = id([Q, A]),
    T = id(R),
    U = case id(B) of 2 -> V = id(S), {V, T}; _ -> {T, S} end,
    W = id(U), {A, B, C, D, E, P, Q, R, S, T, W, id(E), id(D), id(C), id(B), id(A)}.

g([H | T], N, X, Y) -> Z = id({H, N}), g(T, id(N + 1), Y, [Z, X]);
g([], N, X, Y) -> {N, X, Y}.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
