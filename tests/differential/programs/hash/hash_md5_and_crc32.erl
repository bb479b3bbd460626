%% SPDX-License-Identifier: Apache-2.0
-module(hash_md5_and_crc32).
-export([main/0, id/1]).

main() ->
    d([erlang:md5(id(X)) || X <- [<<>>, <<"abc">>, "abc", [<<"a">>, ["b", $c]], binary:copy(<<"x">>, 1000)]]),
    C = erlang:md5_update(erlang:md5_update(erlang:md5_init(), "a"), <<"bc">>),
    d(erlang:md5_final(C)),
    d([erlang:crc32(id(X)) || X <- [<<>>, <<"abc">>, "abc", binary:copy(<<"x">>, 1000)]]),
    d(erlang:crc32(1234, <<"abc">>)),
    d(erlang:crc32_combine(erlang:crc32("abc"), erlang:crc32("def"), 3) =:= erlang:crc32("abcdef")),
    d([erlang:adler32(id(X)) || X <- [<<>>, <<"abc">>, "abc", binary:copy(<<"x">>, 10000)]]),
    d(erlang:adler32(1234, <<"abc">>)),
    d(erlang:adler32_combine(erlang:adler32("abc"), erlang:adler32("def"), 3) =:= erlang:adler32("abcdef")),
    d([t(fun() -> erlang:md5(id(X)) end) || X <- [a, [a], [256], <<1:3>>]]),
    d([t(fun() -> erlang:crc32(id(X)) end) || X <- [a, [a], <<1:3>>]]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
