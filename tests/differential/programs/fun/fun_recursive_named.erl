%% SPDX-License-Identifier: Apache-2.0
-module(fun_recursive_named).
-export([main/0, id/1]).

main() ->
    F = fun Fact(0) -> 1; Fact(N) -> N * Fact(N - 1) end, d(F(id(25))), L = fun Loop(0, A) -> A; Loop(N, A) -> Loop(N - 1, A + N) end, d(L(id(200000), 0)),
    d((fun Deep(0) -> 0; Deep(N) -> 1 + Deep(N - 1) end)(id(100000))).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
