%% SPDX-License-Identifier: Apache-2.0
-module(integer_range_guards).
-export([main/0, id/1]).

main() ->
    d([{N, c(id(N))} || N <- [-1, 0, 31, 32, 47, 48, 57, 58, 64, 65, 90, 91, 96, 97, 122, 123, 1 bsl 65, 50.5, a]]).

c(X) when X >= $0, X =< $9 -> digit;
c(X) when $A =< X, X =< $Z -> upper;
c(X) when $a =< X andalso X =< $z -> lower;
c(X) when X < 32 -> control;
c(X) when is_integer(X) -> other;
c(_) -> no_integer.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
