%% SPDX-License-Identifier: Apache-2.0
-module(convert_pid_ref_text).
-export([main/0, id/1]).

main() -> R = make_ref(),
    d({is_list(pid_to_list(self())), list_to_pid(pid_to_list(self())) =:= self(), list_to_ref(ref_to_list(R)) =:= R}),
    d([t(fun() -> list_to_pid(id(X)) end) || X <- ["", "x", "<0.1>", "<a.b.c>", "<0.1.0", a, [300]]]),
    d([t(fun() -> list_to_ref(id(X)) end) || X <- ["", "#Ref<", a]]),
    d(t(fun() -> pid_to_list(id(x)) end)),
    d(erlang:fun_to_list(fun lists:map/2)),
    d(t(fun() -> ref_to_list(id(x)) end)),
    d(t(fun() -> list_to_port(id("#Port<x>")) end)).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
