%% SPDX-License-Identifier: Apache-2.0
-module(fun_local_and_external).
-export([main/0, id/1]).

main() ->
    F = fun(X) -> X + 1 end, G = fun lists:reverse/1, H = fun id/1, d({F(id(1)), G(id([1, 2])), H(x)}),
    d([is_function(id(X)) || X <- [F, G, H, a, {lists, reverse}]]),
    d([is_function(id(X), id(N)) || X <- [F, G], N <- [0, 1, 2]]),
    d([t(fun() -> is_function(F, id(N)) end) || N <- [-1, a, 1.0, 1 bsl 70]]),
    d([erlang:fun_info(G, K) || K <- [module, name, arity, type, env]]),
    d([erlang:fun_info(F, K) || K <- [module, arity, type]]),
    d(G =:= fun lists:reverse/1).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
