%% SPDX-License-Identifier: Apache-2.0
%% While a process of high priority writes with display_string/1, others get on. (With one reduction a turn they get on too
%% slowly to be waited for.)
%% not in mode: yield native_yield many_yield
-module(display_string_lets_others_run).
-export([main/0]).

main() ->
    process_flag(priority, high),
    Self = self(),
    Last = spawn(fun() -> receive go -> Self ! arrived end end),
    First = lists:foldl(fun(_, Next) -> spawn(fun() -> receive go -> Next ! go end end) end, Last, lists:seq(1, 5)),
    First ! go,
    io:format("~p~n", [wait(10000)]).

wait(0) -> never;
wait(N) ->
    true = erlang:display_string(stderr, ""),
    receive arrived -> arrived after 0 -> wait(N - 1) end.
