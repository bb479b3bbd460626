%% SPDX-License-Identifier: Apache-2.0
-module(process_is_process_alive).
-export([main/0, id/1]).

main() -> P = spawn(fun() -> receive x -> ok end end),
    d({is_process_alive(P), is_process_alive(self()), lists:member(P, processes())}), exit(P, kill),
    d(is_process_alive(P)),
    d([t(fun() -> is_process_alive(id(X)) end) || X <- [a, 1]]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
