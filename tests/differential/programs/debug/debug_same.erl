%% SPDX-License-Identifier: Apache-2.0
-module(debug_same).
-export([main/0, id/1]).

main() -> A = id([1, 2]),
    B = id({A, A}),
    d({erts_debug:same(A, A), erts_debug:same(element(1, B), element(2, B)), erts_debug:same(A, id([1 | [2]])) orelse true, erts_debug:same(1, 1), erts_debug:same(1, 2)}).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
