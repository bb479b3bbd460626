%% SPDX-License-Identifier: Apache-2.0
%% The second element of badarg's details is not visible, but the class and reason are, segment by segment.
-module(binary_build_error_reasons).
-export([main/0, id/1]).

main() ->
    d([t(F) || F <- [fun() -> <<(id(a)):8, 1>> end, fun() -> <<1, (id(a)):8>> end, fun() -> <<1, (id(a))/float>> end, fun() -> <<1, (id(a))/utf8>> end, fun() -> <<1, (id(16#d800))/utf8>> end, fun() -> <<(id(16#110000))/utf16>> end, fun() -> <<(id(-1))/utf32>> end, fun() -> <<(id(1)):(id(-3))>> end, fun() -> <<(id(<<1>>)):9/bits>> end]]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
