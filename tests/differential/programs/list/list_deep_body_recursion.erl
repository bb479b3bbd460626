%% SPDX-License-Identifier: Apache-2.0
%% A million frames of body recursion.
-module(list_deep_body_recursion).
-export([main/0, id/1]).

main() ->
    d(count(id(1000000))),
    d(erlang:phash2(copy(lists:seq(1, 1000000)))).

count(0) -> 0;
count(N) -> 1 + count(N - 1).

copy([]) -> [];
copy([H | T]) -> [H | copy(T)].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
