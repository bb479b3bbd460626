%% SPDX-License-Identifier: Apache-2.0
-module(display_returns_true_and_strings).
-export([main/0, id/1]).

main() -> d(erlang:display(x)),
    d(erlang:display_string(stdout, "text\n")),
    d(t(fun() -> erlang:display_string(stdout, id(a)) end)),
    d(t(fun() -> erlang:display_string(id(x), "a") end)).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
