%% SPDX-License-Identifier: Apache-2.0
-module(etf_round_trip).
-export([main/0, id/1]).

main() ->
    Ts = [0, -1, 1 bsl 70, -(1 bsl 70), 1.5, -0.0, a, 'Ω', [], "str", [1, [2, {3}]], {}, {a, {b}}, <<>>, <<1, 2>>, <<5:3>>, #{}, #{a => #{1 => [x]}}, fun lists:map/2, maps:from_list([{K, K} || K <- lists:seq(1, 100)]), list_to_tuple(lists:seq(1, 300)), lists:seq(1, 1000), [1 | 2]], d([binary_to_term(term_to_binary(id(T))) =:= T || T <- Ts]),
    d(binary_to_term(term_to_binary(id(Ts))) =:= Ts),
    d([binary_to_term(term_to_binary(id(T), [compressed])) =:= T || T <- Ts]),
    d([binary_to_term(term_to_binary(id(T), [{minor_version, 0}])) == T || T <- Ts]),
    P = self(), R = make_ref(),
    d(binary_to_term(term_to_binary({P, R})) =:= {P, R}), F = fun(X) -> {X, P} end, G = binary_to_term(term_to_binary(F)),
    d({G =:= F, G(1) =:= {1, P}}).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
