%% SPDX-License-Identifier: Apache-2.0
%% More elements than a tuple may have.
-module(tuple_max_size).
-export([main/0, id/1]).

main() ->
    d(t(fun() -> tuple_size(erlang:make_tuple(id(16777215), [])) end)),
    d(t(fun() -> tuple_size(erlang:make_tuple(id(16777216), [])) end)).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
