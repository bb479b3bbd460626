%% SPDX-License-Identifier: Apache-2.0
-module(etf_encode_options).
-export([main/0, id/1]).

main() ->
    T = id({a, "abc", 1.5, <<"bin">>, 'é', [1, 2]}), [d({O, t(fun() -> term_to_binary(T, id(O)) end)}) || O <- [[], [{minor_version, 0}], [{minor_version, 1}], [{minor_version, 2}], [deterministic], [local] , [{minor_version, 3}], [x], x, [{compressed, 10}], [{compressed, a}]], O =/= [local]], L = lists:duplicate(1000, abc), B = term_to_binary(L, [compressed]),
    d({byte_size(B) < 100, binary:part(B, 0, 6), binary_to_term(B) =:= L}),
    d([binary_to_term(term_to_binary(L, [{compressed, N}])) =:= L || N <- lists:seq(0, 9)]),
    d(term_to_binary(<<1>>, [compressed])),
    d(iolist_to_binary(erlang:term_to_iovec(T)) =:= term_to_binary(T)).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
