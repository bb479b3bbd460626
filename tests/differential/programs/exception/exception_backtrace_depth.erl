%% SPDX-License-Identifier: Apache-2.0
%% However deep a stack trace may be, it has the place where it happened.
-module(exception_backtrace_depth). -export([main/0]).
main() -> [d(N) || N <- [0,1,2,3,5,8,9,100]], ok.
d(N) -> Old = erlang:system_flag(backtrace_depth, N),
  R = [try F() catch error:_:S -> length(S) end || F <- [fun() -> error(reason) end, fun hc/0, fun po/0, fun deep/0, fun() -> erlang:raise(error, x, [{a,b,[],[]},{c,d,3,[]},{e,f,1,[]}]) end, fun() -> erlang:hd(id([])) end, fun()-> foo:bar() end]],
  erlang:display({N, [X || X <- R, N < 6]}), erlang:system_flag(backtrace_depth, Old).
id(X)->X.
hc() ->
  {'EXIT',{_,Stk0}} = (catch error(get_stacktrace)),
  Stk = [hd(Stk0)|tl(Stk0)],
  erlang:raise(error, reason, Stk).
po() -> try error(get_stacktrace) catch error:_:Stk -> erlang:raise(error, reason, Stk) end.
deep() -> deep(12).
deep(0) -> error(x);
deep(N) -> [N|deep(N-1)].
