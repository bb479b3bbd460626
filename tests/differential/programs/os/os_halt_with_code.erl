%% SPDX-License-Identifier: Apache-2.0
%% alone
%% exit: 3
-module(os_halt_with_code).
-export([main/0]).

main() -> d(before), halt(3).

d(X) -> erlang:display(X).
