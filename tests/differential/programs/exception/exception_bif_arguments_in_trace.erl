%% SPDX-License-Identifier: Apache-2.0
-module(exception_bif_arguments_in_trace).
-export([main/0, id/1]).

main() ->
    [try F() catch C:R:S -> [{M, Fn, A, _} | _] = S, d({C, R, M, Fn, A}) end || F <- [fun() -> atom_to_list(id(1)) end, fun() -> list_to_integer(id("x")) end, fun() -> binary_part(id(<<1>>), 0, 5) end, fun() -> element(id(3), id({1})) end, fun() -> id(a) + id(1) end, fun() -> hd(id([])) end, fun() -> length(id(a)) end, fun() -> maps:get(id(a), id(#{})) end, fun() -> id(x) div id(0) end, fun() -> lists:reverse(id(x)) end, fun() -> nomod:f(id(1)) end, fun() -> lists:nofun(id(1)) end, fun() -> byte_size(id(a)) end, fun() -> not id(1) end, fun() -> id(1) andalso x end, fun() -> list_to_atom(id([a])) end, fun() -> spawn(id(1)) end, fun() -> id(1) bsl id(a) end, fun() -> [] ++ id(1), id(a) ++ [] end]].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
