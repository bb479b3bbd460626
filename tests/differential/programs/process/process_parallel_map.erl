%% SPDX-License-Identifier: Apache-2.0
-module(process_parallel_map).
-export([main/0]).

main() -> d(pmap(fun(X) -> fib(X) end, lists:seq(1, 18))).
pmap(F, L) -> S = self(), Rs = [begin R = make_ref(), spawn(fun() -> S ! {R, F(X)} end), R end || X <- L], [receive {R, V} -> V end || R <- Rs].
fib(N) when N < 2 -> N;
fib(N) -> fib(N - 1) + fib(N - 2).

d(X) -> erlang:display(X).
