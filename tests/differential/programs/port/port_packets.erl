%% SPDX-License-Identifier: Apache-2.0
%% {packet, 1 | 2 | 4}: a length before the bytes, both ways.
-module(port_packets).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    [packets(Bytes) || Bytes <- [1, 2, 4]].

packets(Bytes) ->
    Port = open_port({spawn, "cat"}, [{packet, Bytes}, binary]),
    Packets = [<<>>, <<"a">>, binary:copy(<<"b">>, 255)] ++ [binary:copy(<<C>>, S) || {C, S} <- larger(Bytes)],
    [port_command(Port, P) || P <- Packets],
    Got = [receive {Port, {data, D}} -> D after 5000 -> timeout end || _ <- Packets],
    io:format("~p~n", [Got =:= Packets]),
    io:format("~p ~p~n", [erlang:port_info(Port, input), erlang:port_info(Port, output)]),
    io:format("~p~n", [catch port_command(Port, binary:copy(<<"c">>, too_large(Bytes)))]),
    io:format("~p~n", [receive {'EXIT', Port, R} -> R after 500 -> none end]).

larger(1) -> [];
larger(2) -> [{$x, 65535}, {$y, 300}];
larger(4) -> [{$x, 65536}, {$y, 300000}].
too_large(1) -> 256;
too_large(2) -> 65536;
too_large(4) -> 0.
