%% SPDX-License-Identifier: Apache-2.0
%% alone
%% exit: 4
%% flush false ends at once.
-module(port_halt_no_flush).
-export([main/0]).

main() ->
    P = open_port({spawn, "sleep 5"}, [{busy_limits_port, disabled}]),
    port_command(P, binary:copy(<<"x">>, 300000)),
    halt(4, [{flush, false}]).
