%% SPDX-License-Identifier: Apache-2.0
%% Division truncates towards zero; the remainder has the sign of the dividend.
-module(integer_div_rem_signs).
-export([main/0, id/1]).

main() ->
    [d({A, B, id(A) div id(B), id(A) rem id(B)})
     || A <- [7, -7, 0, 6, -6, 1, -1], B <- [1, -1, 2, -2, 3, -3, 7, -7, 8, -8]].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
