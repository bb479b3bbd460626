%% SPDX-License-Identifier: Apache-2.0
-module(binary_match_loop_over_bytes).
-export([main/0, id/1]).

main() ->
    B = list_to_binary([X rem 256 || X <- lists:seq(1, 10000)]),
    d(sum(id(B), 0)),
    d(length(lines(id(<<"a\nbc\n\nd">>), <<>>, []))),
    d(lines(id(<<"a\nbc\n\nd">>), <<>>, [])),
    d(erlang:phash2(rev(id(B), <<>>))),
    d(hex(id(<<0, 255, 171>>))).

sum(<<X, R/binary>>, A) -> sum(R, A + X);
sum(<<>>, A) -> A.
lines(<<$\n, R/binary>>, L, Acc) -> lines(R, <<>>, [L | Acc]);
lines(<<C, R/binary>>, L, Acc) -> lines(R, <<L/binary, C>>, Acc);
lines(<<>>, L, Acc) -> lists:reverse([L | Acc]).
rev(<<X, R/binary>>, Acc) -> rev(R, <<X, Acc/binary>>);
rev(<<>>, Acc) -> Acc.
hex(B) -> << <<(h(N))>> || <<N:4>> <= B >>.
h(N) when N < 10 -> $0 + N;
h(N) -> $a + N - 10.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
