%% SPDX-License-Identifier: Apache-2.0
%% Large enough for the faster multiplication and division algorithms.
-module(integer_huge_products).
-export([main/0, id/1]).

main() ->
    A = (id(1) bsl 20000) - 12345,
    B = (id(1) bsl 15000) + 6789,
    P = A * B,
    d(erlang:phash2(P)),
    d({P div A =:= B, P div B =:= A, P rem A, (P + 17) rem B}),
    d(P band 16#ffffffffffffffffffff),
    d(P bsr 34960).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
