%% SPDX-License-Identifier: Apache-2.0
%% Unique integers and now/0: never the same twice, in order where that is promised, signs as asked for.
-module(os_unique_integers).
-export([main/0, id/1]).

main() ->
    Many = [{O, [erlang:unique_integer(O) || _ <- lists:seq(1, 1000)]} ||
               O <- [[], [positive], [monotonic], [monotonic, positive], [positive, positive]]],
    [d({O, length(lists:usort(L)), L =:= lists:usort(L) orelse not lists:member(monotonic, O),
        lists:all(fun(X) -> X > 0 end, L) orelse not lists:member(positive, O)}) || {O, L} <- Many],
    d(is_integer(erlang:unique_integer())),
    d([t(fun() -> erlang:unique_integer(id(O)) end) || O <- [a, [a], [positive | monotonic], [positive, 1], <<>>]]),
    Now = [erlang:now() || _ <- lists:seq(1, 1000)],
    d({length(lists:usort(Now)), Now =:= lists:usort(Now)}),
    d([shape(T) || T <- [erlang:now(), erlang:timestamp(), os:timestamp()]]),
    d(timer:now_diff(erlang:timestamp(), os:timestamp()) div 10000000).

shape({M, S, U}) -> {M > 1000, S >= 0 andalso S < 1000000, U >= 0 andalso U < 1000000}.
%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
