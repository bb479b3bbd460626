%% SPDX-License-Identifier: Apache-2.0
-module(process_monitors).
-export([main/0]).

main() ->
    P = spawn(fun() -> receive stop -> exit(why) end end), R = monitor(process, P), R2 = monitor(process, P),
    d(R =/= R2), P ! stop, d(receive {'DOWN', R, process, P, X} -> X end),
    d(receive {'DOWN', R2, process, P, X2} -> X2 end), R3 = monitor(process, P),
    d(receive {'DOWN', R3, process, P, X3} -> X3 end), R4 = monitor(process, no_such_name),
    d(receive {'DOWN', R4, process, {Nm, Nd}, X4} -> {Nm, Nd =:= node(), X4} end), P2 = spawn(fun() -> receive stop -> ok end end), R5 = monitor(process, P2),
    d(demonitor(R5)),
    d(demonitor(R5)), P2 ! stop, d(receive {'DOWN', R5, _, _, _} -> down after 10 -> none end), {P3, R6} = spawn_monitor(fun() -> exit({done, 1}) end),
    d(receive {'DOWN', R6, process, P3, X6} -> X6 end).

d(X) -> erlang:display(X).
