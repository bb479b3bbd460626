%% SPDX-License-Identifier: Apache-2.0
-module(process_linked_death_spreads).
-export([main/0]).

main() ->
    S = self(), A = spawn(fun() -> process_flag(trap_exit, true), B = spawn_link(fun() -> C = spawn_link(fun() -> receive go -> exit(boom) end end), S ! {c, C}, receive never -> ok end end), receive {'EXIT', B, R} -> S ! {got, R} end end), receive {c, C} -> C ! go end, receive {got, R} -> d(R) end, d(is_pid(A)).

d(X) -> erlang:display(X).
