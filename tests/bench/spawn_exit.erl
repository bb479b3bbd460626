%% SPDX-License-Identifier: Apache-2.0
%% ROUNDS (environment, 10 by default) times a million processes that are spawned, linked and monitored, and end; every
%% tenth with a reason of its own. Prints resident memory in KiB before them (which loads what printing needs) and after
%% each million; tests/steps/spawn_exit runs it.
%%
%%     erlc -o /tmp tests/bench/spawn_exit.erl
%%     gleamr exec --pa /tmp spawn_exit
%%     erl -noshell -pa /tmp -eval 'spawn_exit:main(), halt().'
-module(spawn_exit).
-export([main/0]).
-include("resident.hrl").

main() ->
    process_flag(trap_exit, true),
    io:format("~b~n", [resident_kib()]),
    rounds(list_to_integer(os:getenv("ROUNDS", "10"))).

rounds(0) -> ok;
rounds(N) ->
    million(1000000),
    io:format("~b~n", [resident_kib()]),
    rounds(N - 1).

million(0) -> ok;
million(N) ->
    Reason = case N rem 10 of 0 -> {stopped, N}; _ -> normal end,
    {Pid, Monitor} = spawn_opt(fun() -> exit(Reason) end, [link, monitor]),
    receive {'DOWN', Monitor, process, Pid, Reason} -> ok end,
    receive {'EXIT', Pid, Reason} -> ok end,
    million(N - 1).
