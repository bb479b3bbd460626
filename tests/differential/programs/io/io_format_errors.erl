%% SPDX-License-Identifier: Apache-2.0
-module(io_format_errors).
-export([main/0]).

main() ->
    [io:format("~0p~n", [t(fun() -> lists:flatten(io_lib:format(F, A)) end)]) || {F, A} <- [{"~w", []}, {"~w", [1, 2]}, {"~q", [1]}, {"~s", [1]}, {"~s", [[300]]}, {"~c", [a]}, {"~b", [a]}, {"~f", [a]}, {"~e", ["x"]}, {"~", []}, {"~10", []}, {"x", a}, {"~.b", [1]}, {"~.1f", [2]}, {"~b", [1.0]}, {"~B", [<<>>]}, {"~.40b", [1]}, {"~p", x}]].

t(F) -> try F() catch C:R -> {C, R} end.
