%% SPDX-License-Identifier: Apache-2.0
-module(list_length_forms).
-export([main/0, id/1]).

main() ->
    d([t(fun() -> length(id(X)) end) || X <- [[], [1], [1, 2 | 3], a, {}, lists:seq(1, 1000)]]),
    d([f(id(X)) || X <- [[], [1], [1, 2], [1 | 2], a, lists:seq(1, 50)]]).

f(L) when length(L) > 10 -> long;
f(L) when length(L) >= 1 -> some;
f([]) -> empty;
f(_) -> improper.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
