%% SPDX-License-Identifier: Apache-2.0
-module(integer_bit_count_and_length).
-export([main/0, id/1]).

main() ->
    d([{bits(id(N), 0), len(id(N), 0)} || N <- [0, 1, 255, 256, (1 bsl 60) - 1, 1 bsl 60, (1 bsl 127) - 1]]).

bits(0, C) -> C;
bits(N, C) -> bits(N band (N - 1), C + 1).

len(0, L) -> L;
len(N, L) -> len(N bsr 1, L + 1).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
