%% SPDX-License-Identifier: Apache-2.0
-module(fun_closures_capture).
-export([main/0, id/1]).

main() ->
    Adders = [adder(N) || N <- id([1, 2, 3])], d([A(10) || A <- Adders]),
    C = counter(0), {1, C1} = C(), {2, C2} = C1(), {3, _} = C2(), {1, _} = C(),
    d(ok), F = compose(fun(X) -> X * 2 end, fun(X) -> X + 3 end),
    d(F(id(5))),
    d((curry(fun(A, B, X) -> {A, B, X} end, 1, 2))(3)).

adder(N) -> fun(X) -> X + N end.
counter(N) -> fun() -> {N + 1, counter(N + 1)} end.
compose(F, G) -> fun(X) -> F(G(X)) end.
curry(F, A, B) -> fun(X) -> F(A, B, X) end.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
