%% SPDX-License-Identifier: Apache-2.0
-module(binary_match_not_a_binary).
-export([main/0, id/1]).

main() -> d([f(id(X)) || X <- [a, 1, [], {}, 1.0, #{}, fun lists:map/2]]),
    d([t(fun() -> <<A, _/bits>> = id(X), A end) || X <- [<<>>, <<1:3>>, a]]).

f(<<_/bits>>) -> bits;
f(<<_, _/binary>>) -> bin;
f(X) when is_atom(X) -> atom;
f(_) -> other.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
