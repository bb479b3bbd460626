%% SPDX-License-Identifier: Apache-2.0
%% Seconds to dates and back over many years, the limits of both, and what is no date.
-module(os_dates).
-export([main/0, id/1]).

main() ->
    Seconds = [0, -1, 1, 86399, 86400, -86400, -86401, 951782400, 951868799, 1709164800, 4107542400, 253402300799, -11676096000,
               -11676096001, -62135596800, -62167219200, -62167219201, 67767976233532799, 1 bsl 40, -(1 bsl 40)],
    [d({S, t(fun() -> erlang:posixtime_to_universaltime(id(S)) end)}) || S <- Seconds ++ [a, 1.0, 1 bsl 63, -(1 bsl 64)]],
    Days = [S || N <- lists:seq(-134000, 40000, 733), S <- [N * 86400 + 7 * N]],
    d(erlang:phash2([erlang:posixtime_to_universaltime(S) || S <- Days])),
    d([S || S <- Days, erlang:universaltime_to_posixtime(erlang:posixtime_to_universaltime(S)) =/= S]),
    Dates = [{{2024, 2, 29}, {0, 0, 0}}, {{2023, 2, 29}, {0, 0, 0}}, {{1900, 2, 29}, {0, 0, 0}}, {{2000, 2, 29}, {23, 59, 59}},
             {{1600, 1, 1}, {0, 0, 0}}, {{1599, 12, 31}, {0, 0, 0}}, {{1601, 1, 1}, {0, 0, 0}}, {{1902, 1, 1}, {0, 0, 0}},
             {{1901, 12, 31}, {0, 0, 0}}, {{1969, 12, 31}, {23, 59, 59}}, {{2024, 0, 1}, {0, 0, 0}}, {{2024, 13, 1}, {0, 0, 0}},
             {{2024, 4, 31}, {0, 0, 0}}, {{2024, 1, 0}, {0, 0, 0}}, {{2024, 1, 1}, {24, 0, 0}}, {{2024, 1, 1}, {0, 60, 0}},
             {{2024, 1, 1}, {0, 0, 60}}, {{2024, 1, 1}, {-1, 0, 0}}, {{2024, 1, 1.0}, {0, 0, 0}}, {{2024, 1}, {0, 0, 0}}, {a, b}, a,
             {{9999, 12, 31}, {23, 59, 59}}, {{1 bsl 31, 1, 1}, {0, 0, 0}}, {{1 bsl 70, 1, 1}, {0, 0, 0}}],
    [d({D, t(fun() -> erlang:universaltime_to_posixtime(id(D)) end)}) || D <- Dates],
    [d({D, class(fun() -> erlang:universaltime_to_localtime(id(D)) end),
        [class(fun() -> erlang:localtime_to_universaltime(id(D), Dst) end) || Dst <- [true, false, undefined, x]]}) || D <- Dates],
    Local = erlang:universaltime_to_localtime({{2024, 7, 1}, {12, 30, 15}}),
    d(erlang:localtime_to_universaltime(Local)),
    {{Y, Mo, Da}, {H, Mi, S}} = erlang:localtime(),
    d([is_integer(X) || X <- [Y, Mo, Da, H, Mi, S]]),
    d(abs(calendar:datetime_to_gregorian_seconds({erlang:date(), erlang:time()}) -
          calendar:datetime_to_gregorian_seconds(erlang:localtime())) =< 86400),
    d(abs(erlang:universaltime_to_posixtime(erlang:universaltime()) - os:system_time(second)) =< 2).

class(F) -> try F() of {{_, _, _}, {_, _, _}} -> date catch C:R -> {C, R} end.
%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
