%% SPDX-License-Identifier: Apache-2.0
-module(etf_encode_others).
-export([main/0, id/1]).

main() ->
    [d({X, term_to_binary(id(X))}) || X <- [a, '', true, [], {}, #{}, <<>>, "abc", [1, 2, 3], [256], [1, a], [1 | 2], {1, 2, 3}, <<"abc">>, <<1:3>>, <<255, 5:5>>, #{1 => 2}, [[]], {{{}}}, 'é', 'Ω']], d(term_to_binary(id(1.5))),
    d(binary:part(term_to_binary(list_to_tuple(lists:seq(1, 256))), 0, 10)),
    d(binary:part(term_to_binary(lists:seq(1, 70000)), 0, 10)),
    d(binary:part(term_to_binary(lists:duplicate(65535, 1)), 0, 10)),
    d(binary:part(term_to_binary(lists:duplicate(65536, 1)), 0, 10)),
    d(term_to_binary(fun lists:map/2)).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
