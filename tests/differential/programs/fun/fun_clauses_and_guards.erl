%% SPDX-License-Identifier: Apache-2.0
-module(fun_clauses_and_guards).
-export([main/0, id/1]).

main() ->
    F = fun(X) when X > 10 -> big; (X) when is_atom(X) -> {atom, X}; ({A, B}) -> A + B; ([]) -> nil end, d([t(fun() -> F(id(X)) end) || X <- [11, a, {1, 2}, []]]), try F(id(3)) catch error:function_clause:St -> [{M, _, A, _} | _] = St, d({M, A}) end.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
