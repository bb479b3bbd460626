%% SPDX-License-Identifier: Apache-2.0
-module(fun_apply_forms).
-export([main/0, id/1]).
-export([many/20]).

main() ->
    M = id(lists), F = id(reverse), A = id([1, 2, 3]),
    d(M:F(A)),
    d(apply(M, F, [A])),
    d(apply(M, F, [A, [x]])),
    d(M:F(A, id([x]))),
    d(apply(fun lists:reverse/1, [A])),
    d(erlang:apply(M, F, [A])),
    d(apply(erlang, id('+'), [1, 2])),
    d(t(fun() -> apply(M, nope, [A]) end)),
    d(t(fun() -> M:nope() end)),
    d(t(fun() -> (id(1)):foo() end)),
    d(t(fun() -> lists:(id(1))() end)),
    d(t(fun() -> apply(id({a}), foo, []) end)),
    d(t(fun() -> apply(lists, reverse, id(a)) end)),
    d(t(fun() -> apply(lists, reverse, id([1 | 2])) end)),
    d(apply(erlang, apply, [lists, reverse, [A]])),
    d(apply(?MODULE, many, lists:seq(1, 20))).

many(A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, R, S, T) -> {T, S, R, Q, P, O, N, M, L, K, J, I, H, G, F, E, D, C, B, A}.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
