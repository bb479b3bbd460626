%% SPDX-License-Identifier: Apache-2.0
-module(guard_failing_bif_is_false).
-export([main/0, id/1]).

main() ->
    d([[f1(id(X)), f2(id(X)), f3(id(X)), f4(id(X)), f5(id(X))] || X <- [a, 1, [], [1], {}, {x}, <<>>, <<1>>, #{}, #{a => 1}, 1.5, fun lists:map/2]]).

f1(X) when hd(X) =:= 1 -> hd;
f1(X) when element(1, X) =:= x -> el;
f1(X) when map_get(a, X) =:= 1 -> mg;
f1(_) -> no.
f2(X) when length(X) >= 0 -> len;
f2(X) when byte_size(X) >= 0 -> bytes;
f2(X) when tuple_size(X) >= 0 -> tup;
f2(X) when map_size(X) >= 0 -> map;
f2(_) -> no.
f3(X) when X + 1 > 0 -> plus;
f3(X) when abs(X) > 0 -> abs;
f3(_) -> no.
f4(X) when trunc(X) =:= 1; X -> yes;
f4(X) when is_function(X, 2) -> fn;
f4(_) -> no.
f5(X) when not X -> yes;
f5(X) when (X div 1 =:= X) or (size(X) =:= 1) -> div_or_size;
f5(X) when (X div 1 =:= X) orelse (size(X) =:= 1) -> orelse_;
f5(X) when size(X) =:= 1 -> size;
f5(_) -> no.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
