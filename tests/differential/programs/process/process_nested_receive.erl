%% SPDX-License-Identifier: Apache-2.0
-module(process_nested_receive).
-export([main/0]).

main() ->
    [self() ! M || M <- [{a, 1}, {b, 2}, {a, 3}, {b, 4}]], d(receive {b, X} -> receive {a, Y} -> receive {b, Z} -> {X, Y, Z} end end end),
    d(receive A -> A end).

d(X) -> erlang:display(X).
