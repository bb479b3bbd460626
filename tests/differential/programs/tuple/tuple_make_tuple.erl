%% SPDX-License-Identifier: Apache-2.0
-module(tuple_make_tuple).
-export([main/0, id/1]).

main() ->
    d(erlang:make_tuple(id(3), x)),
    d(erlang:make_tuple(id(0), x)),
    d(erlang:make_tuple(id(5), [], [{2, a}, {5, b}, {2, c}])),
    d([t(fun() -> erlang:make_tuple(id(N), x) end) || N <- [-1, a, 1.0, 1 bsl 30, 1 bsl 70]]),
    d([t(fun() -> erlang:make_tuple(3, x, id(L)) end) || L <- [[{4, a}], [{0, a}], [a], a, [{1, a} | b], [{1}]]]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
