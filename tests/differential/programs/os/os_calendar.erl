%% SPDX-License-Identifier: Apache-2.0
-module(os_calendar).
-export([main/0, id/1]).

main() -> d(calendar:gregorian_seconds_to_datetime(63876543210)),
    d(calendar:datetime_to_gregorian_seconds({{2024, 2, 29}, {12, 0, 0}})),
    d(calendar:day_of_the_week(2026, 11, 25)),
    d(calendar:is_leap_year(2000)),
    d(calendar:last_day_of_the_month(1900, 2)),
    d(calendar:system_time_to_rfc3339(1700000000, [{offset, "Z"}])),
    d(calendar:rfc3339_to_system_time("2024-02-29T12:00:00Z")),
    d(erlang:posixtime_to_universaltime(id(0))),
    d(erlang:universaltime_to_posixtime(id({{1970, 1, 2}, {0, 0, 1}}))).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
