%% SPDX-License-Identifier: Apache-2.0
-module(integer_string_to_integer).
-export([main/0, id/1]).

main() ->
    d([string:to_integer(id(S)) || S <- ["12abc", "-5", "+7 ", "abc", "", "-", "99999999999999999999x", <<"12,3">>, <<"x">>]]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
