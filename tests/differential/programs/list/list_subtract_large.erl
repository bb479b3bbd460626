%% SPDX-License-Identifier: Apache-2.0
%% Large operands take another algorithm; the order of what is left must not change.
-module(list_subtract_large).
-export([main/0]).

main() ->
    A = lists:flatten([[I, I rem 7, {I}, I * 1.0] || I <- lists:seq(1, 500)]),
    B = [I rem 7 || I <- lists:seq(1, 300)] ++ [{I} || I <- lists:seq(2, 400, 2)] ++ [1.0, 2.0, nope],
    R = A -- B,
    d({length(R), erlang:phash2(R), lists:sublist(R, 20)}),
    d(erlang:phash2(lists:reverse(A) -- B)).

d(X) -> erlang:display(X).
