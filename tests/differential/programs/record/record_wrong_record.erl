%% SPDX-License-Identifier: Apache-2.0
-module(record_wrong_record).
-export([main/0, id/1]).
-record(p, {x, y}).

main() ->
    d([t(fun() -> get_x(id(V)) end) || V <- [{p, 1, 2}, {p, 1}, {q, 1, 2}, p, []]]),
    d([t(fun() -> set_x(id(V)) end) || V <- [{p, 1, 2}, {p, 1}, {q, 1, 2}, p, []]]).

get_x(R) -> R#p.x.
set_x(R) -> R#p{x = 9}.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
