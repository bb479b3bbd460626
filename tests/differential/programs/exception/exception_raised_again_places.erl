%% SPDX-License-Identifier: Apache-2.0
%% erlang:raise/3 with the trace just caught: what it keeps of the first frame.
-module(exception_raised_again_places).
-export([main/0]).
main() -> [try go(F) catch _:_:S -> erlang:display(lists:sublist(S,2)) end || F <- [fun a/0, fun b/0, fun c/0, fun d/0, fun e/0, fun f/0]], ok.
go(F) -> try F() catch C:R:S -> erlang:raise(C, R, S) end.
a() -> list_to_integer(id("x")) + 1.
b() -> id(a) + 1.
c() -> erlang:error(badarg, [1,2], [{error_info, #{cause => x}}]) + 1.
d() -> id2(id(5)) + 1.
e() -> binary:at(id(<<>>), 5) + 1.
f() -> nomod:nofun(1,2) + 1.
id(X) -> X.
id2(a) -> 1.
