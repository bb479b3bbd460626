%% SPDX-License-Identifier: Apache-2.0
-module(list_build_and_reverse).
-export([main/0, id/1]).

main() ->
    L = build(id(100000), []),
    d({length(L), hd(L), lists:last(L), lists:sum(L)}),
    d(lists:sum(lists:reverse(L)) =:= lists:sum(L)).

build(0, Acc) -> Acc;
build(N, Acc) -> build(N - 1, [N | Acc]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
