%% SPDX-License-Identifier: Apache-2.0
-module(process_exit_signals_to_self).
-export([main/0, id/1]).

main() -> process_flag(trap_exit, true), exit(self(), a),
    d(receive {'EXIT', P, R} -> {P =:= self(), R} end), exit(self(), normal),
    d(receive {'EXIT', _, R2} -> R2 after 10 -> none end), process_flag(trap_exit, false), S = self(), {P3, M} = spawn_monitor(fun() -> exit(self(), normal), S ! survived end),
    d(receive {'DOWN', M, process, P3, X} -> X end),
    d(receive survived -> survived after 0 -> no end),
    d([t(fun() -> exit(id(Y), x) end) || Y <- [a, 1]]), {P4, M4} = spawn_monitor(fun() -> process_flag(trap_exit, true), exit(self(), kill), receive never -> ok end end),
    d(receive {'DOWN', M4, process, P4, X4} -> X4 end).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
