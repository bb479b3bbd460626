%% SPDX-License-Identifier: Apache-2.0
%% Up to 64 bytes live on the heap, more are shared; nobody can tell.
-module(binary_build_sizes_around_64).
-export([main/0]).

main() ->
    [begin B = binary:copy(<<N>>, N), <<_, R/binary>> = B, d({N, byte_size(B), erlang:phash2(B), erlang:phash2(R), erlang:phash2(<<B/binary, B/binary>>), B =:= list_to_binary(lists:duplicate(N, N))}) end || N <- [1, 2, 7, 8, 9, 62, 63, 64, 65, 66, 127, 128, 129, 255]].

d(X) -> erlang:display(X).
