%% SPDX-License-Identifier: Apache-2.0
%% Much data, both ways, in a stream.
-module(port_large).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    P = open_port({spawn, "cat"}, [binary, {busy_limits_port, disabled}]),
    Piece = << <<(N rem 251)>> || N <- lists:seq(1, 100000) >>,
    [true = port_command(P, Piece) || _ <- lists:seq(1, 30)],
    Got = read(P, 3000000, []),
    io:format("~p ~p~n", [byte_size(Got), erlang:md5(Got) =:= erlang:md5(binary:copy(Piece, 30))]),
    port_close(P),
    Q = open_port({spawn, "head -c 1000000 /dev/zero"}, []),
    io:format("~p~n", [count(Q, 0)]).

read(_, N, Got) when N =< 0 -> iolist_to_binary(lists:reverse(Got));
read(P, N, Got) -> receive {P, {data, D}} -> read(P, N - byte_size(D), [D | Got]) after 10000 -> short end.
count(Q, N) -> receive {Q, {data, D}} -> count(Q, N + length(D)); {'EXIT', Q, R} -> {N, R} end.
