%% SPDX-License-Identifier: Apache-2.0
-module(lists_zipping).
-export([main/0, id/1]).

main() ->
    d(lists:zip([1, 2], id([a, b]))),
    d(lists:zip3([1], [2], id([3]))),
    d(lists:unzip(id([{1, a}, {2, b}]))),
    d(lists:unzip3([{1, 2, 3}])),
    d(lists:zipwith(fun(A, B) -> A + B end, [1, 2], id([3, 4]))),
    d(t(fun() -> lists:zip([1], id([])) end)),
    d(lists:zip([1, 2, 3], id([a]), trim)),
    d(lists:zip([1], id([a, b, c]), {pad, {x, y}})),
    d(lists:enumerate(id([a, b]))),
    d(lists:enumerate(5, 2, id([a, b]))),
    d(lists:uniq(id([1, 2, 1, 1.0, 3]))),
    d(lists:uniq(fun({A, _}) -> A end, id([{1, a}, {1, b}, {2, c}]))).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
