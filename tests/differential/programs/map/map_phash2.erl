%% SPDX-License-Identifier: Apache-2.0
-module(map_phash2).
-export([main/0, id/1]).

main() ->
    d([erlang:phash2(id(M)) || M <- [#{}, #{1 => 2}, #{2 => 1}, #{a => b}, #{b => a}, #{a => 1, b => 2, c => 3}, #{1.0 => x}, maps:from_list([{K, K} || K <- lists:seq(1, 33)]), maps:from_list([{{K}, [K]} || K <- lists:seq(1, 1000)])]]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
