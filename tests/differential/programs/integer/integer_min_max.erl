%% SPDX-License-Identifier: Apache-2.0
-module(integer_min_max).
-export([main/0, id/1]).

main() ->
    d([{min(id(A), id(B)), max(id(A), id(B))} || {A, B} <- [{1, 2}, {2, 1}, {1, 1.0}, {1.0, 1}, {a, 1}, {[], {}}, {"a", <<"a">>}, {1 bsl 64, 1.0e30}]]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
