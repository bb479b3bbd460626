%% SPDX-License-Identifier: Apache-2.0
%% alone
%% A folder that is not there: standard error says so, and the status is the system's number.
-module(port_cd_fails).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    Port = open_port({spawn, "pwd"}, [{cd, "/no/such/folder"}, exit_status, stderr_to_stdout]),
    receive {Port, M} -> erlang:display(M) end,
    receive {'EXIT', Port, R} -> erlang:display(R) end,
    Other = open_port({spawn_executable, "/bin/pwd"}, [{cd, "/etc/passwd"}, exit_status]),
    receive {Other, N} -> erlang:display(N) end.
