%% SPDX-License-Identifier: Apache-2.0
-module(binary_match_literals).
-export([main/0, id/1]).

main() ->
    d([f(id(B)) || B <- [<<>>, <<"GET /x">>, <<"GE">>, <<"PUT">>, <<"POST ">>, <<1, 2>>, <<1, 3>>, <<0:1, 5:7, 1>>, <<255, 255, 255, 255>>, <<1.5/float>>, <<"é"/utf8, "x">>]]).

f(<<>>) -> empty;
f(<<"GET ", R/binary>>) -> {get, R};
f(<<"PUT", _/binary>>) -> put;
f(<<"POST", _/binary>>) -> post;
f(<<1, 2>>) -> one_two;
f(<<1, X>>) -> {one, X};
f(<<0:1, N:7, _/bits>>) when N < 32 -> {low, N};
f(<<-1:32/signed>>) -> all_ones;
f(<<1.5/float>>) -> float;
f(<<"é"/utf8, R/binary>>) -> {e_acute, R};
f(_) -> other.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
