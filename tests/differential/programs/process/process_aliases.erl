%% SPDX-License-Identifier: Apache-2.0
-module(process_aliases).
-export([main/0]).

main() -> A = alias(), A ! hello, d(receive M -> M end),
    d(unalias(A)), A ! lost, d(receive M2 -> M2 after 5 -> none end),
    d(unalias(A)), P = spawn(fun() -> receive {R, X} -> R ! {R, X * 2} end end), R = monitor(process, P, [{alias, reply_demonitor}]), P ! {R, 21}, d(receive {R, Y} -> Y end),
    d(receive {'DOWN', R, _, _, _} -> down after 5 -> none end), B = alias([reply]), B ! one, B ! two, d(receive M3 -> M3 end),
    d(receive M4 -> M4 after 5 -> none end).

d(X) -> erlang:display(X).
