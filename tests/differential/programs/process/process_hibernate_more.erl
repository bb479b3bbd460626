%% SPDX-License-Identifier: Apache-2.0
%% hibernate: a message that is there already, catches that are gone, errors of the call, many times over.
-module(process_hibernate_more).
-export([main/0, woken/2, loop/2]).

woken(From, Data) ->
    receive X -> From ! {woken, X, Data} end.

loop(From, N) ->
    receive
        go -> erlang:hibernate(?MODULE, loop, [From, N + 1]);
        stop -> From ! {count, N}
    end.

main() ->
    logger:set_primary_config(level, none),  % nothing about processes that crash
    Self = self(),
    P = spawn(fun() -> receive first -> ok end, erlang:hibernate(?MODULE, woken, [Self, lists:seq(1, 5)]) end),
    P ! second, P ! first,
    receive M1 -> erlang:display(M1) end,
    Q = spawn(fun() -> catch erlang:hibernate(?MODULE, woken, [Self, {a, <<1, 2>>}]), Self ! never end),
    erlang:yield(),
    Q ! hello,
    receive M2 -> erlang:display(M2) end,
    R = spawn(fun() -> (catch erlang:hibernate(?MODULE, no_such, [x])), Self ! never end),
    Mon = monitor(process, R),
    R ! wake,
    receive {'DOWN', Mon, process, R, {Why, [{_, F, A, _} | _]}} -> erlang:display({Why, F, A}) end,
    L = spawn(?MODULE, loop, [Self, 0]),
    [L ! go || _ <- lists:seq(1, 100)],
    L ! stop,
    receive M3 -> erlang:display(M3) end,
    T = spawn(fun() -> process_flag(trap_exit, true), Self ! ready, erlang:hibernate(?MODULE, woken, [Self, t]) end),
    receive ready -> ok end,
    exit(T, reason),
    receive {woken, {'EXIT', _, Re}, D} -> erlang:display({Re, D}) end,
    K = spawn(fun() -> erlang:hibernate(?MODULE, woken, [Self, t]) end),
    KM = monitor(process, K),
    exit(K, bye),
    receive {'DOWN', KM, _, _, By} -> erlang:display(By) end,
    receive X -> erlang:display({unexpected, X}) after 20 -> ok end.
