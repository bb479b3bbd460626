%% SPDX-License-Identifier: Apache-2.0
%% Two continuations of one binary, and old versions kept alive.
-module(binary_build_append_with_two_writers).
-export([main/0, id/1]).

main() ->
    {Vs, Last} = lists:mapfoldl(fun(I, B) -> N = <<B/binary, I>>, {{N, <<N/binary, 255>>}, N} end, <<>>, lists:seq(1, 100)),
    d(erlang:phash2(Vs)),
    d(byte_size(Last)),
    d([{byte_size(A), binary:last(A), byte_size(B), binary:last(B)} || {A, B} <- lists:sublist(Vs, 40, 3)]),
    X = id(Last), Y = <<X/binary, "aaa">>, Z = <<X/binary, "bbb">>, d({binary:part(Y, 98, 5), binary:part(Z, 98, 5), binary:part(X, 98, 2)}).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
