%% SPDX-License-Identifier: Apache-2.0
-module(exception_classes_and_reasons).
-export([main/0, id/1]).

main() ->
    d([t(F) || F <- [fun() -> throw(id(x)) end, fun() -> error(id({e, 1})) end, fun() -> exit(id(r)) end, fun() -> erlang:error(id(a), [b]) end, fun() -> error(id(a), none) end, fun() -> erlang:raise(throw, id(x), []) end, fun() -> erlang:raise(error, id(x), []) end, fun() -> erlang:raise(exit, id(x), []) end]]),
    d([t(fun() -> erlang:raise(id(C), x, id(S)) end) || {C, S} <- [{foo, []}, {error, a}, {error, [a]}, {error, [{a, b, c, d}]}, {error, [{m, f, 1, []}]}, {error, [{m, f, [1], [{line, 3}]}]}, {error, [{fun lists:map/2, []}]}]]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
