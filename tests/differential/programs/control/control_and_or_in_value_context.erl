%% SPDX-License-Identifier: Apache-2.0
-module(control_and_or_in_value_context).
-export([main/0, id/1]).

main() -> d([{A, B, f(A, B), g(A, B)} || A <- id([1, 2, x]), B <- id([1, 2, x])]).

f(A, B) -> X = (A =:= B) orelse (is_integer(A) andalso A > 1), Y = is_atom(A) xor is_atom(B), {X, Y, not X}.
g(A, B) when A =:= 1, B =:= 2; A =:= x -> true;
g(A, B) when not (A > B) and (A =/= B) -> lt;
g(_, _) -> false.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
