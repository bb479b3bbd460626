%% SPDX-License-Identifier: Apache-2.0
-module(exception_all_error_reasons).
-export([main/0, id/1]).

main() ->
    d([element(2, t(F)) || F <- [fun() -> id(1) + a end, fun() -> atom_to_list(id(1)) end, fun() -> a = id(b) end, fun() -> case id(1) of 2 -> x end end, fun() -> if_(id(1)) end, fun() -> fc(id(1)) end, fun() -> (id(1))() end, fun() -> nomod:nofun() end, fun() -> try id(1) of 2 -> x catch _:_ -> y end end, fun() -> (id(a))#{b => c} end, fun() -> (id(#{}))#{b := c} end, fun() -> maps:get(x, #{}) end, fun() -> <<(id(a)):8>> end, fun() -> id(1) bsl (1 bsl 64) end, fun() -> list_to_atom(lists:duplicate(300, $a)) end, fun() -> id(1) andalso x end]]).
if_(X) -> if X =:= 2 -> ok end.
fc(2) -> ok.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
