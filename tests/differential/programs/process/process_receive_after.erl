%% SPDX-License-Identifier: Apache-2.0
-module(process_receive_after).
-export([main/0, id/1]).

main() -> d(receive x -> y after 0 -> timeout end),
    d(receive x -> y after 5 -> timeout end), self() ! x, d(receive x -> y after 0 -> timeout end), self() ! z, d(receive x -> y after 1 -> timeout end),
    d(receive Z -> Z after infinity -> never end),
    d([t(fun() -> receive after id(T) -> ok end end) || T <- [-1, a, 1.0, 1 bsl 32, (1 bsl 70)]]), receive after 2 -> d(slept) end, d(t(fun() -> receive never -> x after id(3) -> done end end)).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
