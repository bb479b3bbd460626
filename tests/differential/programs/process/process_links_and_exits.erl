%% SPDX-License-Identifier: Apache-2.0
-module(process_links_and_exits).
-export([main/0]).

main() -> process_flag(trap_exit, true),
    d([begin P = spawn_link(F), receive {'EXIT', P, R} -> r(R) end end || F <- [fun() -> ok end, fun() -> exit(normal) end, fun() -> exit(bye) end, fun() -> exit({t, 1}) end, fun() -> exit(kill) end]]),
    P = spawn_link(fun() -> receive never -> ok end end), exit(P, reason), receive {'EXIT', P, R} -> d(R) end, P2 = spawn_link(fun() -> receive never -> ok end end), exit(P2, kill), receive {'EXIT', P2, R2} -> d(R2) end, P3 = spawn_link(fun() -> receive stop -> exit(stopped) end end), exit(P3, normal), P3 ! stop, receive {'EXIT', P3, R3} -> d(R3) end.
r(R) -> R.

d(X) -> erlang:display(X).
