%% SPDX-License-Identifier: Apache-2.0
%% erlang:display and float_to_list/1 have forms of their own.
-module(float_display_forms).
-export([main/0, id/1]).

main() ->
    Vs = [0.0, -0.0, 1.0, -1.0, 0.1, 1.5, 100.0, 1.0e10, 1.0e15, 1.0e16, 1.0e21, 1.0e22, 1.0e23, 1.0e-5, 1.0e-7,
          123456.789, 3.141592653589793, 1.7976931348623157e308, 2.2250738585072014e-308, 5.0e-324, 9007199254740992.0,
          9007199254740993.0, 0.30000000000000004, 1.0e100, 123456789012345680.0],
    [erlang:display({id(V), float_to_list(id(V))}) || V <- Vs].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
