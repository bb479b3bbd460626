%% SPDX-License-Identifier: Apache-2.0
-module(process_unlink).
-export([main/0]).

main() -> process_flag(trap_exit, true), P = spawn_link(fun() -> receive go -> exit(x) end end),
    d(unlink(P)), P ! go, d(receive {'EXIT', P, _} = M -> M after 20 -> none end),
    d(unlink(P)), P2 = spawn(fun() -> receive go -> exit(x) end end),
    d(link(P2)),
    d(link(P2)), P2 ! go, d(receive {'EXIT', P2, R} -> R end),
    d(link(self())), Dead = spawn(fun() -> ok end), receive after 10 -> ok end, link(Dead),
    d(receive {'EXIT', Dead, R2} -> R2 end).

d(X) -> erlang:display(X).
