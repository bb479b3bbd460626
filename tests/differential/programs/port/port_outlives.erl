%% SPDX-License-Identifier: Apache-2.0
%% A program goes on when its port is closed, and ends by itself.
-module(port_outlives).
-export([main/0]).

main() ->
    File = "port_outlives." ++ os:getpid(),
    P = open_port({spawn_executable, "/bin/sh"}, [{args, ["-c", "cat >/dev/null; echo ended >" ++ File ++ ".new; mv " ++ File ++ ".new " ++ File]}]),
    port_close(P),
    wait(File, 250),
    io:format("~p~n", [file:read_file(File)]),
    file:delete(File).

wait(_, 0) -> late;
wait(File, N) -> case filelib:is_file(File) of true -> ok; false -> timer:sleep(20), wait(File, N - 1) end.
