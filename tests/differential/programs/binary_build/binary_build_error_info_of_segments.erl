%% SPDX-License-Identifier: Apache-2.0
%% not in variant: r24
-module(binary_build_error_info_of_segments).
-export([main/0, id/1]).

main() ->
    [try F() catch C:R:St -> [{M, Fn, A, I} | _] = St, {_, Info} = lists:keyfind(error_info, 1, I),
    d({C, R, M, is_atom(Fn), is_integer(A), maps:remove(module, Info)}) end
     || F <- [fun() -> <<(id(a)):8, 1>> end, fun() -> <<1, (id(a)):8>> end, fun() -> <<1, (id(a))/float>> end, fun() -> <<1, (id(a))/utf8>> end, fun() -> <<(id(1)):(id(-3))>> end, fun() -> <<(id(<<1>>)):9/bits>> end, fun() -> <<(id(b))/binary>> end, fun() -> <<(id(<<1:1>>))/binary>> end, fun() -> <<(id(1)):(id(x))/integer>> end, fun() -> <<(id(1.0)):(id(13))/float>> end]].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
