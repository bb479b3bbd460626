%% SPDX-License-Identifier: Apache-2.0
%% {spawn, Command} goes through sh: quotes, variables, redirection, several words.
-module(port_spawn_shell).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    [io:format("~p~n", [collect(open_port({spawn, C}, [exit_status, stderr_to_stdout]))]) ||
        C <- ["echo  a   b", "echo 'a   b'", "printf '%s' \"$((1+2))\"", "echo a;echo b", "echo x | tr x y", "echo $0",
              "cat </dev/null", "sh -c 'echo err >&2; exit 4'", "  echo lead", "A=1 env", "cd /"]].

%% Everything that a port says until it has ended, data joined.
collect(Port) -> collect(Port, []).
collect(Port, Bytes) ->
    receive
        {Port, {data, More}} -> collect(Port, [Bytes, More]);
        {Port, {exit_status, Status}} -> [iolist_to_binary(Bytes), {status, Status} | collect(Port, [])];
        {Port, eof} -> [iolist_to_binary(Bytes), eof];
        {'EXIT', Port, Reason} -> [iolist_to_binary(Bytes), {exit, Reason}]
    after 5000 -> [iolist_to_binary(Bytes), timeout]
    end.
