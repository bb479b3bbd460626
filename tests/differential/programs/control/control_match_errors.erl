%% SPDX-License-Identifier: Apache-2.0
-module(control_match_errors).
-export([main/0, id/1]).

main() -> d(t(fun() -> {ok, X} = id(error), X end)),
    d(t(fun() -> [A, A] = id([1, 2]) end)),
    d(t(fun() -> #{a := _} = id(#{b => 1}) end)),
    d(t(fun() -> <<_:8>> = id(<<1, 2>>) end)),
    d(t(fun() -> 1 = id(1.0) end)), X = id(5),
    d(t(fun() -> X = id(6) end)),
    d(t(fun() -> {X, Y} = id({5, 7}), Y end)),
    d(t(fun() -> "abc" ++ R = id("abcd"), R end)).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
