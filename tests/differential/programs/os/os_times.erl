%% SPDX-License-Identifier: Apache-2.0
-module(os_times).
-export([main/0, id/1]).

main() -> A = erlang:monotonic_time(), B = erlang:monotonic_time(),
    d(B >= A),
    d([is_integer(erlang:monotonic_time(id(U))) || U <- [second, millisecond, microsecond, nanosecond, native, 1000]]),
    d([t(fun() -> erlang:monotonic_time(id(U)) end) || U <- [x, 0, -1]]),
    d(abs(erlang:system_time(second) - os:system_time(second)) =< 1), {X, Y, Z} = os:timestamp(),
    d({is_integer(X), Y < 1000000, Z < 1000000}),
    d(is_integer(erlang:time_offset())), U1 = erlang:unique_integer([monotonic]),
    U2 = erlang:unique_integer([monotonic]),
    d({U2 > U1, erlang:unique_integer([positive]) > 0, erlang:unique_integer() =/= erlang:unique_integer()}),
    d(erlang:convert_time_unit(1500, millisecond, second)),
    d(erlang:convert_time_unit(-1500, millisecond, second)),
    d(erlang:convert_time_unit(1, second, nanosecond)),
    d(t(fun() -> erlang:unique_integer(id([x])) end)), {{Yr, _, _}, {_, _, _}} = erlang:localtime(),
    d(Yr > 2000),
    d(tuple_size(now_())),
    d(t(fun() -> erlang:universaltime_to_localtime(id(x)) end)).
now_() -> erlang:timestamp().

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
