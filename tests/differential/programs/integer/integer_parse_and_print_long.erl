%% SPDX-License-Identifier: Apache-2.0
%% A thousand digits, both ways, and in a base that is no power of two.
-module(integer_parse_and_print_long).
-export([main/0, id/1]).

main() ->
    S = lists:flatten(lists:duplicate(100, "1234567890")),
    N = list_to_integer(id(S)),
    d(integer_to_list(N) =:= S),
    d(integer_to_list(N, 7)),
    d(list_to_integer(integer_to_list(N, 7), 7) =:= N),
    d(N).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
