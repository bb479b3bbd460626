%% SPDX-License-Identifier: Apache-2.0
-module(etf_external_size).
-export([main/0, id/1]).

main() ->
    d([erlang:external_size(id(T)) || T <- [0, 1000, 1 bsl 40, 1 bsl 70, 1.5, a, [], "abc", {1, 2}, <<"abc">>, <<1:3>>, #{1 => 2}]]),
    d([erlang:external_size(id(1.5), [{minor_version, V}]) || V <- [0, 1, 2]]),
    d([t(fun() -> erlang:external_size(1, id(X)) end) || X <- [a, [x]]]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
