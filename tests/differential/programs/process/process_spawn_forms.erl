%% SPDX-License-Identifier: Apache-2.0
-module(process_spawn_forms).
-export([main/0, id/1]).
-export([f/1]).

main() -> S = self(), spawn(?MODULE, f, [S]),
    d(receive A -> A end), spawn(node(), ?MODULE, f, [S]),
    d(receive B -> B end), spawn_opt(fun() -> S ! opt end, [{min_heap_size, 500}, {priority, low}]),
    d(receive C -> C end), {P, R} = spawn_opt(fun() -> exit(z) end, [monitor]),
    d(receive {'DOWN', R, process, P, Z} -> Z end), process_flag(trap_exit, true), P2 = spawn_opt(fun() -> exit(y) end, [link]),
    d(receive {'EXIT', P2, Y} -> Y end),
    d([t(fun() -> spawn(id(X)) end) || X <- [a, 1]]),
    d([t(fun() -> spawn(id(M), id(F), id(As)) end) || {M, F, As} <- [{1, f, []}, {m, 1, []}, {m, f, a}, {m, f, [1 | 2]}]]),
    d([t(fun() -> spawn_opt(fun() -> ok end, id(O)) end) || O <- [a, [bad], [link | x]]]).
f(S) -> S ! {from, f}.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
