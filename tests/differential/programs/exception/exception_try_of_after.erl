%% SPDX-License-Identifier: Apache-2.0
-module(exception_try_of_after).
-export([main/0, id/1]).

main() -> d([f(id(X)) || X <- [ok, {v, 1}, throw_, error_, exit_, other]]),
    d(get(log)).

f(X) ->
    try g(X) of ok -> fine; {v, N} -> {value, N}; Y -> {else_, Y}
    catch throw:R -> {thrown, R}; error:{e, R} -> {error, R}; exit:_ -> exited
    after put(log, [X | case get(log) of undefined -> []; L -> L end]) end.
g(throw_) -> throw(t);
g(error_) -> error({e, 1});
g(exit_) -> exit(gone);
g(X) -> X.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
