%% SPDX-License-Identifier: Apache-2.0
-module(lists_key_changes).
-export([main/0, id/1]).

main() ->
    L = id([{a, 1}, {b, 2}, {c, 3}, {b, 4}]),
    d(lists:keydelete(b, 1, L)),
    d(lists:keyreplace(b, 1, L, {x, y})),
    d(lists:keystore(z, 1, L, {z, 9})),
    d(lists:keystore(a, 1, L, {a, 9})),
    d(lists:keytake(b, 1, L)),
    d(lists:keytake(q, 1, L)),
    d(lists:keymap(fun(X) -> X * 2 end, 2, L)),
    d(lists:delete(x, [a, x, b, x])).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
