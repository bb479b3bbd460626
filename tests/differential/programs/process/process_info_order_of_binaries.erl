%% SPDX-License-Identifier: Apache-2.0
%% process_info(self(), binary) lists binaries in the same order before and after collections.
-module(process_info_order_of_binaries).
-export([main/0]).

main() ->
    put(kept, [binary:copy(<<I>>, 100 + I) || I <- lists:seq(1, 5)]),
    garbage_collect(),
    A = sizes(),
    garbage_collect(),
    B = sizes(),
    garbage_collect(self(), [{type, minor}]),
    C = sizes(),
    erlang:display({A, A =:= B, B =:= C, length(get(kept))}).

sizes() ->
    {_, L} = process_info(self(), binary),
    [Size || {_, Size, _} <- L, Size > 100, Size < 106].
