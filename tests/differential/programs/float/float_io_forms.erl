%% SPDX-License-Identifier: Apache-2.0
-module(float_io_forms).
-export([main/0]).

main() ->
    Vs = [0.0, -0.0, 1.0, 0.1, 0.00001, 1.0e15, 1.0e16, 1.0e21, 1.0e22, 1.0e23, 1.5e300, 5.0e-324, 1/3, 9007199254740992.0],
    [io:format("~w ~p ~f ~.2f ~e ~.3e ~g ~.4g~n", [V, V, V, V, V, V, V, V]) || V <- Vs].
