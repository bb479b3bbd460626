%% SPDX-License-Identifier: Apache-2.0
-module(integer_factorial).
-export([main/0, id/1]).

main() ->
    [d({N, fact(id(N))}) || N <- [0, 1, 5, 12, 13, 19, 20, 21, 22, 25, 50, 100, 300]],
    d(erlang:phash2(fact(id(1500)))).

fact(0) -> 1;
fact(N) -> N * fact(N - 1).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
