%% SPDX-License-Identifier: Apache-2.0
%% Units of the clocks: what is a unit, and that all of them tell the same time.
-module(os_time_units).
-export([main/0, id/1]).

main() ->
    Units = [second, seconds, millisecond, milli_seconds, microsecond, micro_seconds, nanosecond, nano_seconds, native,
             perf_counter, 1, 7, 1000, 1000000000, 1 bsl 70],
    Clocks = [fun erlang:monotonic_time/1, fun erlang:system_time/1, fun erlang:time_offset/1, fun os:system_time/1,
              fun os:perf_counter/1],
    [d([agrees(F, U) || U <- Units]) || F <- Clocks],
    Wrong = [0, -1, -(1 bsl 70), minute, 1.0, "s", <<>>],
    [d([t(fun() -> F(id(U)) end) || U <- Wrong]) || F <- Clocks],
    d([erlang:convert_time_unit(T, From, To) || T <- [-1, 0, 1, 1999999999, -1999999999], {From, To} <-
       [{nanosecond, second}, {second, millisecond}, {native, microsecond}, {7, 3}, {nanosecond, 1 bsl 70}]]),
    d([is_integer(X) || X <- [erlang:monotonic_time(), erlang:system_time(), erlang:time_offset(), os:system_time(),
                              os:perf_counter()]]),
    d(erlang:monotonic_time() =< erlang:monotonic_time()),
    d(abs(erlang:monotonic_time(second) + erlang:time_offset(second) - os:system_time(second)) =< 2).

%% Within ten seconds of the same clock in nanoseconds.
agrees(F, Unit) ->
    Now = erlang:convert_time_unit(F(Unit), Unit, nanosecond),
    abs(F(nanosecond) - Now) < 10000000000.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
