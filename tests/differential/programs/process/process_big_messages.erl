%% SPDX-License-Identifier: Apache-2.0
-module(process_big_messages).
-export([main/0]).

main() ->
    S = self(), L = lists:seq(1, 50000), P = spawn(fun() -> receive {From, X} -> From ! {erlang:phash2(X), X} end end), P ! {S, {L, maps:from_list([{I, {I}} || I <- lists:seq(1, 500)]), binary:copy(<<"b">>, 10000)}}, receive {H, {L2, M, B}} -> d({H, L2 =:= L, map_size(M), byte_size(B)}) end.

d(X) -> erlang:display(X).
