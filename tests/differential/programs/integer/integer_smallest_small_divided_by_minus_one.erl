%% SPDX-License-Identifier: Apache-2.0
%% The one small division whose result is not small.
-module(integer_smallest_small_divided_by_minus_one).
-export([main/0, id/1]).

main() ->
    [begin S = id(-(1 bsl N)),
    d({N, S div id(-1), S rem id(-1), -S, abs(S), S * -1}) end
     || N <- [27, 28, 58, 59, 60, 61, 62, 63, 64]].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
