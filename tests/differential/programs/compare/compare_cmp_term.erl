%% SPDX-License-Identifier: Apache-2.0
%% erts_internal:cmp_term/2 tells 1 from 1.0: the order of keys in maps.
-module(compare_cmp_term).
-export([main/0]).

main() ->
    Terms = [1, 1.0, -1, 0.0, -0.0, 1 bsl 70, float(1 bsl 70), a, "a", <<1>>, {1, 2}, {1, 2.0}, [1.0], [1], #{1 => a}, #{1.0 => a}, []],
    [d([erts_internal:cmp_term(A, B) || B <- Terms]) || A <- Terms].

d(X) -> erlang:display(X).
