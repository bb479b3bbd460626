%% SPDX-License-Identifier: Apache-2.0
-module(map_gc_with_many_versions).
-export([main/0, id/1]).

main() ->
    d(loop(id(3000), #{}, [])).

loop(0, M, Old) -> {map_size(M), lists:sum([map_size(X) || X <- Old]), lists:sum(maps:values(M))};
loop(N, M, Old) ->
    M1 = M#{N rem 97 => N, {N rem 13} => N},
    loop(N - 1, M1, case N rem 100 of 0 -> [M1 | Old]; _ -> Old end).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
