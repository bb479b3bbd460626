%% SPDX-License-Identifier: Apache-2.0
-module(integer_abs_and_negate).
-export([main/0, id/1]).

main() ->
    d([{id(-V), abs(id(V)), abs(id(-V)), - -id(V), +id(V)} || V <- [0, 1, (1 bsl 59), (1 bsl 60), (1 bsl 60) - 1, 1 bsl 63, 1 bsl 64, 1.5]]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
