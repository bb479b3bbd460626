%% SPDX-License-Identifier: Apache-2.0
-module(process_timers).
-export([main/0, id/1]).

main() -> R = erlang:send_after(5, self(), hello),
    d(receive hello -> got end),
    d(erlang:cancel_timer(R)), R2 = erlang:start_timer(5, self(), msg),
    d(receive {timeout, R2, msg} -> got end), R3 = erlang:send_after(100000, self(), never), L = erlang:read_timer(R3),
    d(is_integer(L) andalso L > 90000), C = erlang:cancel_timer(R3),
    d(is_integer(C)),
    d(erlang:cancel_timer(R3)),
    d(erlang:read_timer(R3)),
    d([t(fun() -> erlang:send_after(id(T), self(), x) end) || T <- [-1, a, 1.0]]),
    d(t(fun() -> erlang:cancel_timer(id(x)) end)), [erlang:send_after(T, self(), T) || T <- [30, 10, 20]], d([receive X -> X end || _ <- [1, 2, 3]]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
