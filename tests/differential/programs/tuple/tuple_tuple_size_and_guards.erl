%% SPDX-License-Identifier: Apache-2.0
-module(tuple_tuple_size_and_guards).
-export([main/0, id/1]).

main() ->
    d([{X, f(id(X))} || X <- [{}, {1}, {1, 2}, {ok, 2}, {a, b, c}, [], a, <<>>]]),
    d([t(fun() -> tuple_size(id(X)) end) || X <- [{}, {1, 2}, [], a]]),
    d([t(fun() -> size(id(X)) end) || X <- [{}, {1, 2}, <<1, 2, 3>>, <<1:3>>, [], a]]).

f(X) when tuple_size(X) =:= 0 -> empty;
f(X) when element(1, X) =:= ok -> ok;
f(X) when tuple_size(X) > 2 -> large;
f(X) when is_tuple(X) -> other;
f(_) -> none.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
