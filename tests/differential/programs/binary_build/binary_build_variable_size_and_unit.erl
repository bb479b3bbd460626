%% SPDX-License-Identifier: Apache-2.0
-module(binary_build_variable_size_and_unit).
-export([main/0, id/1]).

main() ->
    d([<<(id(1)):(id(3))/unit:8>>, <<(id(-1)):(id(2))/unit:4>>, <<(id(7)):(id(0))>>, <<(id(1)):(id(1))/unit:256>>]),
    d([t(fun() -> <<1:(id(S))>> end) || S <- [-1, a, 1.0, 1 bsl 70, -(1 bsl 70)]]),
    d(t(fun() -> <<1:(id(1 bsl 62))>> end)),
    d([t(fun() -> <<(id(V)):8>> end) || V <- [a, 1.0, <<1>>, "a", []]]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
