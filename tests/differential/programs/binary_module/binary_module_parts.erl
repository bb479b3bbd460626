%% SPDX-License-Identifier: Apache-2.0
-module(binary_module_parts).
-export([main/0, id/1]).

main() -> B = id(<<"abcdef">>),
    d([binary:part(B, 1, 3), binary:part(B, {6, -2}), binary:at(B, 2), binary:first(B), binary:last(B), binary:bin_to_list(B), binary:bin_to_list(B, 1, 2), binary:bin_to_list(B, {5, -2}), binary:list_to_bin([1, [<<2>>]])]),
    d([t(F) || F <- [fun() -> binary:part(B, 5, 2) end, fun() -> binary:at(B, 6) end, fun() -> binary:at(B, -1) end, fun() -> binary:first(id(<<>>)) end, fun() -> binary:last(id(<<>>)) end, fun() -> binary:at(id(a), 0) end, fun() -> binary:bin_to_list(B, 7, 1) end, fun() -> binary:first(id(<<1:3>>)) end, fun() -> binary:list_to_bin(id([a])) end]]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
