%% SPDX-License-Identifier: Apache-2.0
%% alone
%% exit: 3
%% What is queued in ports is written before the machine ends.
-module(port_halt_flushes).
-export([main/0]).

main() ->
    P = open_port({spawn_executable, "/bin/sh"}, [{args, ["-c", "sleep 0.3; wc -c"]}, {busy_limits_port, disabled}, out]),
    port_command(P, binary:copy(<<"x">>, 300000)),
    halt(3).
