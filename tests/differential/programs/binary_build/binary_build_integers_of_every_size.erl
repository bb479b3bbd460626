%% SPDX-License-Identifier: Apache-2.0
-module(binary_build_integers_of_every_size).
-export([main/0, id/1]).

main() ->
    [d({V, [<<(id(V)):S>> || S <- [0, 1, 4, 7, 8, 9, 12, 16, 24, 31, 32, 33, 48, 63, 64, 65, 100, 128]]}) || V <- [0, 1, -1, 5, -5, 255, 16#123456789abcdef, -(1 bsl 60), (1 bsl 64) - 1, 1 bsl 70, -(1 bsl 99)]].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
