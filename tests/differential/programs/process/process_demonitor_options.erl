%% SPDX-License-Identifier: Apache-2.0
-module(process_demonitor_options).
-export([main/0, id/1]).

main() -> {P, R} = spawn_monitor(fun() -> ok end), receive after 10 -> ok end, d(demonitor(R, [flush])),
    d(receive {'DOWN', R, _, _, _} -> down after 0 -> none end), {_, R2} = spawn_monitor(fun() -> receive x -> ok end end),
    d(demonitor(R2, [info])),
    d(demonitor(R2, [info])),
    d(demonitor(R2, [flush, info])),
    d([t(fun() -> demonitor(id(X)) end) || X <- [a, self()]]),
    d(t(fun() -> demonitor(R, [bad]) end)),
    d(is_pid(P)).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
