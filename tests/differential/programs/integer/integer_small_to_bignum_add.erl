%% SPDX-License-Identifier: Apache-2.0
%% Addition and subtraction around the edges of small integers, for every word size in use.
-module(integer_small_to_bignum_add).
-export([main/0, id/1]).

main() ->
    Edges = [1 bsl N || N <- [26, 27, 28, 31, 32, 58, 59, 60, 61, 62, 63, 64, 127, 128]],
    [d({E, id(E) + 1, id(E) - 1, -id(E) - 1, -id(E) + 1, id(E) + id(E), -id(E) - id(E)}) || E <- Edges].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
