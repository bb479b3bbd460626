%% SPDX-License-Identifier: Apache-2.0
-module(binary_match_in_case_and_fun_heads).
-export([main/0, id/1]).

main() ->
    F = fun(<<X, _/binary>>) when X > 5 -> big; (<<X, _/binary>>) -> {small, X}; (_) -> none end, d([F(id(B)) || B <- [<<9, 1>>, <<1>>, <<>>, x]]),
    d([case id(B) of <<A:4, A:4>> -> {same, A}; <<A:4, B1:4>> -> {A, B1}; _ -> no end || B <- [<<16#11>>, <<16#12>>, <<1, 2>>]]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
