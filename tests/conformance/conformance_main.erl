%% SPDX-License-Identifier: Apache-2.0
%% Starts the suite runner under `gleamr exec`, which ends the VM when main/0 returns:
%% in its spawn mode the runner returns at once and ends the VM itself when it is done.
-module(conformance_main).
-export([main/0]).

main() ->
    suite_runner:main(),
    receive never -> ok end.
