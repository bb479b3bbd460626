%% SPDX-License-Identifier: Apache-2.0
-module(process_guards_in_receive).
-export([main/0, id/1]).

main() ->
    [self() ! N || N <- id([1, 20, a, 3, 40])], d([receive X when is_integer(X), X > 10 -> X end || _ <- [1, 2]]),
    d(receive A when is_atom(A) -> A end),
    d([receive X when X < 10 -> X end || _ <- [1, 2]]), self() ! not_number, self() ! 5, d(receive X when X + 1 =:= 6 -> X end),
    d(receive Y -> Y end).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
