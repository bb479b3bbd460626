%% SPDX-License-Identifier: Apache-2.0
%% alone
%% exit: 7
-module(os_halt_flushes_output).
-export([main/0]).

main() -> [io:format("~w ", [I]) || I <- lists:seq(1, 500)], io:nl(), halt(7).
