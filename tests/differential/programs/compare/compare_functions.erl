%% SPDX-License-Identifier: Apache-2.0
-module(compare_functions).
-export([main/0, id/1]).

main() ->
    F1 = fun lists:map/2, F2 = fun lists:map/2, F3 = fun lists:foldl/3, F4 = fun erlang:abs/1,
    d({id(F1) =:= F2, id(F1) == F3, F4 < F1, F1 < F4}),
    A = mk(1), B = mk(1), C = mk(2),
    d({A =:= B, A =:= C, A == A, A < C, C < A}),
    d([is_function(F) || F <- lists:usort([A, B, C, F1, F2])]).

mk(X) -> fun(Y) -> {X, Y} end.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
