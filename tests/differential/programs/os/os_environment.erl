%% SPDX-License-Identifier: Apache-2.0
-module(os_environment).
-export([main/0, id/1]).

main() -> d(os:getenv("GLEAMR_NO_SUCH_VARIABLE")),
    d(os:getenv("GLEAMR_NO_SUCH_VARIABLE", "default")),
    d(os:putenv("GLEAMR_TEST_A", "value 1")),
    d(os:getenv("GLEAMR_TEST_A")),
    d(os:unsetenv("GLEAMR_TEST_A")),
    d(os:getenv("GLEAMR_TEST_A")), os:putenv("GLEAMR_TEST_B", "Ωé"),
    d(os:getenv("GLEAMR_TEST_B")),
    d(lists:member({"GLEAMR_TEST_B", "Ωé"}, os:env())),
    d(lists:member("GLEAMR_TEST_B=Ωé", os:getenv())),
    d([t(fun() -> os:getenv(id(X)) end) || X <- [1, [a], "a=b", [0]]]),
    d([t(fun() -> os:putenv(id(X), id(Y)) end) || {X, Y} <- [{"", "x"}, {"a=b", "x"}, {a, "x"}, {"a", [0]}, {"a", 1}]]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
