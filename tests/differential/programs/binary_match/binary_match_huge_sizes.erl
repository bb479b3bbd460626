%% SPDX-License-Identifier: Apache-2.0
%% A size that no binary has: no match, no allocation.
-module(binary_match_huge_sizes).
-export([main/0, id/1]).

main() ->
    d([case id(<<1, 2, 3>>) of <<X:S, _/bits>> -> {ok, X}; _ -> none end || S <- [id(24), id(25), id(1 bsl 40), id(1 bsl 62), id(1 bsl 65)]]),
    d([case id(<<1, 2, 3>>) of <<X:S/binary, _/bits>> -> {ok, X}; _ -> none end || S <- [id(3), id(4), id(1 bsl 58), id(1 bsl 61), id(1 bsl 65)]]),
    d([case id(<<1, 2, 3>>) of <<_:S/binary-unit:255, R/bits>> -> R; _ -> none end || S <- [id(0), id(1 bsl 57), id(1 bsl 60)]]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
