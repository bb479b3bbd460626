%% SPDX-License-Identifier: Apache-2.0
-module(guard_is_record_dynamic).
-export([main/0, id/1]).

main() -> d([t(fun() -> is_record(id(X), id(N)) end) || X <- [{a}, {a, 1}, b], N <- [a, b, 1]]),
    d([t(fun() -> is_record(id(X), id(a), id(N)) end) || X <- [{a}, {a, 1}], N <- [1, 2, 0, -1, x]]),
    d(g(id({a, 1}), id(a))),
    d(g(id({a, 1}), id(1))).
g(X, T) when is_tuple(X), element(1, X) =:= T -> yes;
g(_, _) -> no.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
