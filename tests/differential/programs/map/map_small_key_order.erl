%% SPDX-License-Identifier: Apache-2.0
%% Up to 32 keys: sorted, integers before floats.
-module(map_small_key_order).
-export([main/0, id/1]).

main() ->
    d(maps:to_list(id(#{3 => c, 1 => a, 2 => b, <<"z">> => 1, "a" => 2, {1} => 3, [] => 4, 1 bsl 65 => 5, -5 => 6}))),
    d([case K of _ when is_float(K) -> float_to_binary(K, [short]); _ -> K end || K <- maps:keys(id(#{2 => x, 1.0 => y, 1 => z, 0.5 => w, 3.0e10 => v, 1 bsl 40 => u}))]),
    d(maps:keys(maps:from_list([{K, x} || K <- lists:seq(32, 1, -1)]))).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
