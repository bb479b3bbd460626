%% SPDX-License-Identifier: Apache-2.0
%% What an idle process takes: resident memory of a million of them, each spawned with a fun and waiting in a receive.
%%
%%     erlc -o /tmp tests/bench/idle_process.erl
%%     gleamr exec -j1 --pa /tmp idle_process
%%     erl -noshell -pa /tmp -eval 'idle_process:main(), halt().'
-module(idle_process).
-export([main/0]).
-include("resident.hrl").

main() ->
    N = 1000000,
    Before = resident_kib(),
    spawn_idle(N),
    After = resident_kib(),
    io:format("~b bytes~n", [round((After - Before) * 1024 / N)]).

spawn_idle(0) -> ok;
spawn_idle(N) -> spawn(fun() -> receive stop -> ok end end), spawn_idle(N - 1).
