%% SPDX-License-Identifier: Apache-2.0
-module(process_receive_order_and_selection).
-export([main/0, id/1]).

main() ->
    S = self(), [S ! M || M <- id([a, {x, 1}, b, {y, 2}, c])], receive {y, Y} -> d(Y) end, receive b -> d(b) end, receive M1 -> d(M1) end, receive {x, X} when X > 0 -> d({x, X}) end, receive M2 -> d(M2) end, receive _ -> d(more) after 0 -> d(empty) end.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
