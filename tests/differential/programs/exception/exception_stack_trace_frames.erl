%% SPDX-License-Identifier: Apache-2.0
%% Functions, arities and lines of the frames of this module.
-module(exception_stack_trace_frames).
-export([main/0, id/1]).

main() ->
    show(fun() -> a(id(1)) end), show(fun() -> b(id(x)) end), show(fun() -> c(id([])) end), show(fun() -> lists:map(fun(X) -> a(X) end, id([1])) end).

show(F) -> try F() catch C:R:S -> d({C, R}), [d({M, Fn, A, proplists:get_value(line, L)}) || {M, Fn, A, L} <- S, M =:= ?MODULE orelse M =:= lists] end.

a(X) ->
    {r, a2(X)}.

a2(X) ->
    Y = X + 1,
    error({bad, Y}).

b(X) ->
    [X +
         1].

c([X]) ->
    X.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
