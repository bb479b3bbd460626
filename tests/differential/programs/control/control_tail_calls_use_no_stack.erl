%% SPDX-License-Identifier: Apache-2.0
-module(control_tail_calls_use_no_stack).
-export([main/0, id/1]).

main() -> d(even(id(1000000))),
    d(loop(id(2000000), 0)),
    d(cps(id(100000), fun(X) -> X end)).

even(0) -> true;
even(N) -> odd(N - 1).
odd(0) -> false;
odd(N) -> even(N - 1).
loop(0, A) -> A;
loop(N, A) -> loop(N - 1, A + N band 7).
cps(0, K) -> K(0);
cps(N, K) -> cps(N - 1, fun(X) -> K(X + 1) end).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
