%% SPDX-License-Identifier: Apache-2.0
-module(process_spawn_and_messages).
-export([main/0]).

main() ->
    S = self(), P = spawn(fun() -> loop(S, 0) end), [P ! {add, N} || N <- lists:seq(1, 10)], P ! get, receive {sum, X} -> d(X) end, P ! stop, receive stopped -> d(stopped) end.
loop(S, A) -> receive {add, N} -> loop(S, A + N); get -> S ! {sum, A}, loop(S, A); stop -> S ! stopped end.

d(X) -> erlang:display(X).
