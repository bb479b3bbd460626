%% SPDX-License-Identifier: Apache-2.0
-module(process_group_leader).
-export([main/0, id/1]).

main() -> G = group_leader(), S = self(),
    d(is_pid(G)), P = spawn(fun() -> S ! group_leader() end),
    d(receive X -> X =:= G end),
    d(is_pid(P)),
    d(group_leader(S, S)), spawn(fun() -> S ! {gl, group_leader()} end),
    d(receive {gl, Y} -> Y =:= S end), group_leader(G, S),
    d([t(fun() -> group_leader(id(A), id(B)) end) || {A, B} <- [{a, S}, {S, a}]]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
