%% SPDX-License-Identifier: Apache-2.0
-module(binary_build_unaligned_integers).
-export([main/0, id/1]).

main() ->
    [d({O, S, <<1:O, (id(V)):S, 1:3>>, <<1:O, (id(V)):S/little, 1:3>>}) || O <- [1, 3, 7], S <- [4, 8, 13, 16, 32, 57, 64, 70], V <- [-2, 16#abcdef0123456789]].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
