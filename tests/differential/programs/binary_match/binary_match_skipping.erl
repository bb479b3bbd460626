%% SPDX-License-Identifier: Apache-2.0
-module(binary_match_skipping).
-export([main/0, id/1]).

main() -> d([[a(id(B)), b(id(B)), c(id(B), 3)] || B <- [<<1, 2, 3, 4>>, <<1, 2, 3>>, <<1:20>>, <<>>]]).

a(<<_:13, X:3, _/bits>>) -> X;
a(_) -> none.
b(<<_:2/binary, X/binary>>) -> X;
b(_) -> none.
c(B, N) -> case B of <<_:N/binary, R/bits>> -> R; _ -> none end.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
