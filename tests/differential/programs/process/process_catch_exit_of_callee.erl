%% SPDX-License-Identifier: Apache-2.0
-module(process_catch_exit_of_callee).
-export([main/0]).

main() ->
    process_flag(trap_exit, true), S = self(), P = spawn_link(fun() -> try exit(inner) catch exit:inner -> S ! caught end, exit(outer) end),
    d(receive caught -> caught end),
    d(receive {'EXIT', P, R} -> R end).

d(X) -> erlang:display(X).
