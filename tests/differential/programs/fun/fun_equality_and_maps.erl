%% SPDX-License-Identifier: Apache-2.0
-module(fun_equality_and_maps).
-export([main/0]).

main() -> F = fun lists:map/2, M = #{F => 1, fun lists:map/2 => 2}, d(map_size(M)), A = mk(1), B = mk(1),
    d({A =:= B, maps:get(B, #{A => yes}, no), mk(2) =:= A}),
    d(lists:member(F, [fun lists:map/2])).
mk(X) -> fun() -> X end.

d(X) -> erlang:display(X).
