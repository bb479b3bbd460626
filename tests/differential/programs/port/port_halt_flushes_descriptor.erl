%% SPDX-License-Identifier: Apache-2.0
%% alone
%% What is queued for a descriptor is written before the machine ends.
-module(port_halt_flushes_descriptor).
-export([main/0]).

main() ->
    F = open_port({fd, 0, 1}, [out, {busy_limits_port, disabled}]),
    [port_command(F, ["queued for 1: ", integer_to_list(N), 10]) || N <- lists:seq(1, 500)],
    halt(0).
