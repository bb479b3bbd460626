%% SPDX-License-Identifier: Apache-2.0
%% alone
%% exit: 255
%% flush_timeout ends the wait.
-module(port_halt_flush_timeout).
-export([main/0]).

main() ->
    P = open_port({spawn, "sleep 5"}, [{busy_limits_port, disabled}]),
    port_command(P, binary:copy(<<"x">>, 300000)),
    halt(3, [{flush_timeout, 200}]).
