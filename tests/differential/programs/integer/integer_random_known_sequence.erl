%% SPDX-License-Identifier: Apache-2.0
%% rand with a seed is pure integer arithmetic.
-module(integer_random_known_sequence).
-export([main/0]).

main() ->
    S0 = rand:seed_s(exsss, {1, 2, 3}),
    {L, S1} = lists:mapfoldl(fun(_, S) -> rand:uniform_s(1000000, S) end, S0, lists:seq(1, 10)),
    d(L),
    {B, S2} = rand:uniform_s(1 bsl 80, S1),
    d(B),
    {F, _} = rand:uniform_s(S2),
    d(F),
    T0 = rand:seed_s(exro928ss, 42),
    {M, _} = lists:mapfoldl(fun(_, S) -> rand:uniform_s(1 bsl 58, S) end, T0, lists:seq(1, 5)),
    d(M).

d(X) -> erlang:display(X).
