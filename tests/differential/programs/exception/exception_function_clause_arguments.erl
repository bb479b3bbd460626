%% SPDX-License-Identifier: Apache-2.0
-module(exception_function_clause_arguments).
-export([main/0, id/1]).

main() ->
    [try F() catch error:R:S -> [{M, Fn, A, _} | _] = S, d({R, M, Fn, A}) end || F <- [fun() -> f(id(1), id(2)) end, fun() -> lists:nth(id(0), []) end, fun() -> g(id(#{})) end]].
f(a, _) -> ok;
f(b, _) -> ok.
g([]) -> ok.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
