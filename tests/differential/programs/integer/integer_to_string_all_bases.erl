%% SPDX-License-Identifier: Apache-2.0
-module(integer_to_string_all_bases).
-export([main/0, id/1]).

main() ->
    [d({B, integer_to_list(id(N), B), integer_to_binary(id(N), B)})
     || B <- lists:seq(2, 36), N <- [0, 35, -255, 1 bsl 60, -(1 bsl 64)]].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
