%% SPDX-License-Identifier: Apache-2.0
-module(exception_rethrow_keeps_the_trace).
-export([main/0, id/1]).

main() ->
    try try deep(id(3)) catch C:R:S -> erlang:raise(C, R, S) end catch error:x:S2 -> d([{F, A} || {exception_rethrow_keeps_the_trace, F, A, _} <- S2, F =:= deep]) end.
deep(0) -> error(x);
deep(N) -> 1 + deep(N - 1).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
