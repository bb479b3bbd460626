%% SPDX-License-Identifier: Apache-2.0
%% A loop whose counter leaves the range of small integers.
-module(integer_typed_loop_overflow).
-export([main/0, id/1]).

main() ->
    d(up(id(1 bsl 59) - 3, 6, [])),
    d(up(id(1 bsl 60) - 3, 6, [])),
    d(down(-id(1 bsl 59) + 3, 6, [])),
    d(down(-id(1 bsl 60) + 3, 6, [])).

up(_, 0, Acc) -> lists:reverse(Acc);
up(X, N, Acc) when is_integer(X) -> up(X + 1, N - 1, [X | Acc]).

down(_, 0, Acc) -> lists:reverse(Acc);
down(X, N, Acc) when is_integer(X) -> down(X - 1, N - 1, [X | Acc]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
