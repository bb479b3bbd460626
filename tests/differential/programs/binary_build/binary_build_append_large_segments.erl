%% SPDX-License-Identifier: Apache-2.0
-module(binary_build_append_large_segments).
-export([main/0]).

main() ->
    K = binary:copy(<<"0123456789">>, 100), B = lists:foldl(fun(_, A) -> <<A/binary, K/binary>> end, <<>>, lists:seq(1, 200)),
    d({byte_size(B), erlang:phash2(B)}), B2 = <<B/binary, B/binary>>, d({byte_size(B2), binary:part(B2, 199995, 10)}),
    d(byte_size(lists:foldl(fun(_, A) -> <<A/binary, A/binary>> end, <<1>>, lists:seq(1, 16)))).

d(X) -> erlang:display(X).
