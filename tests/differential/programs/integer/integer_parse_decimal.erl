%% SPDX-License-Identifier: Apache-2.0
-module(integer_parse_decimal).
-export([main/0, id/1]).

main() ->
    Good = ["0", "-0", "+0", "1", "+1", "-1", "007", "-0012", "576460752303423487", "576460752303423488",
            "1152921504606846975", "-1152921504606846976", "-1152921504606846977", "18446744073709551616",
            "123456789012345678901234567890123456789012345678901234567890"],
    [d({S, list_to_integer(id(S)), binary_to_integer(list_to_binary(S))}) || S <- Good].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
