%% SPDX-License-Identifier: Apache-2.0
-module(etf_encode_integers).
-export([main/0, id/1]).

main() ->
    [d({X, term_to_binary(id(X))}) || X <- [0, 1, 255, 256, -1, 1 bsl 27, (1 bsl 31) - 1, 1 bsl 31, -(1 bsl 31), -(1 bsl 31) - 1, 1 bsl 59, 1 bsl 60, 1 bsl 63, 1 bsl 64, -(1 bsl 64), 1 bsl 200]], d(byte_size(term_to_binary(id(1 bsl 2039)))),
    d(byte_size(term_to_binary(id(1 bsl 2040)))),
    d(binary:part(term_to_binary(id(1 bsl 2040)), 0, 8)),
    d([binary_to_term(term_to_binary(id(X))) =:= X || X <- [1 bsl 2039, 1 bsl 2040, -(1 bsl 5000)]]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
