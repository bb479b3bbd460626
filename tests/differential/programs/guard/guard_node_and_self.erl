%% SPDX-License-Identifier: Apache-2.0
-module(guard_node_and_self).
-export([main/0, id/1]).

main() ->
    d({f(self()), f(x), node() =:= nonode@nohost, node(self()) =:= node(), t(fun() -> node(id(x)) end)}).
f(X) when X =:= self(), node(X) =:= node() -> me;
f(_) -> other.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
