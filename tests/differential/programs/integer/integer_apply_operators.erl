%% SPDX-License-Identifier: Apache-2.0
%% Operators called as functions of the module erlang.
-module(integer_apply_operators).
-export([main/0, id/1]).

main() ->
    d([apply(erlang, id(Op), [7, 2]) || Op <- ['+', '-', '*', '/', 'div', 'rem', 'band', 'bor', 'bxor', 'bsl', 'bsr', '<', '>', '=<', '>=', '==', '/=', '=:=', '=/=']]),
    d([apply(erlang, id(Op), [7]) || Op <- ['+', '-', 'bnot', abs]]),
    d([apply(erlang, id(Op), [true, false]) || Op <- ['and', 'or', 'xor']]),
    d(apply(erlang, 'not', [id(true)])),
    d(apply(erlang, '++', [[1], id([2])])),
    d(apply(erlang, '--', [[1, 2], id([2])])),
    d(t(fun() -> apply(erlang, id('+'), [a, 1]) end)),
    d(t(fun() -> apply(erlang, id('and'), [1, true]) end)).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
