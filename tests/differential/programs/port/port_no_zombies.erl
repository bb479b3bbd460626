%% SPDX-License-Identifier: Apache-2.0
%% Programs are reaped, whether their port still lives or not, and descriptors are given back.
-module(port_no_zombies).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    Before = descriptors(),
    Ended = [open_port({spawn, "true"}, [exit_status]) || _ <- lists:seq(1, 20)],
    [receive {'EXIT', P, _} -> ok end || P <- Ended],
    Closed = [open_port({spawn, "cat"}, []) || _ <- lists:seq(1, 20)],
    Pids = [element(2, erlang:port_info(P, os_pid)) || P <- Closed],
    [port_close(P) || P <- Closed],
    io:format("~p~n", [gone(Pids, 200)]),
    io:format("~p~n", [settled(Before + 10, 200)]).

settled(_, 0) -> descriptors();
settled(Most, N) -> case descriptors() < Most of true -> true; false -> timer:sleep(20), settled(Most, N - 1) end.

gone(_, 0) -> still_there;
gone(Pids, N) ->
    case [Pid || Pid <- Pids, filelib:is_dir("/proc/" ++ integer_to_list(Pid))] of
        [] -> gone;
        Left -> timer:sleep(20), gone(Left, N - 1)
    end.
descriptors() -> {ok, Names} = file:list_dir("/proc/self/fd"), length(Names).
