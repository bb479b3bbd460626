%% SPDX-License-Identifier: Apache-2.0
%% The order of types, pairwise, both == and =:=.
-module(compare_all_types).
-export([main/0, id/1]).

main() ->
    F = fun(X) -> X end,
    Ts = [{integer, 1}, {float, 1.5}, {atom, a}, {function, F}, {tuple, {a}}, {map, #{a => 1}}, {nil, []}, {list, [a]}, {bits, <<1:3>>}, {binary, <<1>>}, {string, "a"}, {big, 1 bsl 70}],
    [d({N1, [{N2, id(T1) < id(T2), id(T1) == id(T2), id(T1) =:= id(T2)} || {N2, T2} <- Ts]}) || {N1, T1} <- Ts].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
