%% SPDX-License-Identifier: Apache-2.0
%% What goes in comes out again, in order; {Port, closed} is the answer to close.
-module(port_echo).
-export([main/0]).

main() ->
    Port = open_port({spawn, "cat"}, [binary]),
    io:format("~p~n", [(Port ! {self(), {command, <<"one">>}}) =:= {self(), {command, <<"one">>}}]),
    io:format("~p~n", [read(Port, 3)]),
    true = port_command(Port, ["t", <<"w">>, [$o, []] | <<>>]),
    io:format("~p~n", [read(Port, 3)]),
    true = port_command(Port, []),
    [Port ! {self(), {command, integer_to_list(N) ++ ","}} || N <- lists:seq(1, 2000)],
    Expected = iolist_to_binary([[integer_to_list(N), $,] || N <- lists:seq(1, 2000)]),
    io:format("~p~n", [read(Port, byte_size(Expected)) =:= Expected]),
    Port ! {self(), close},
    io:format("~p~n", [receive {Port, What} -> What after 5000 -> timeout end]),
    io:format("~p~n", [erlang:port_info(Port)]).

read(Port, Size) -> read(Port, Size, <<>>).
read(_, Size, Got) when byte_size(Got) >= Size -> Got;
read(Port, Size, Got) ->
    receive {Port, {data, More}} -> read(Port, Size, <<Got/binary, More/binary>>) after 5000 -> {short, Got} end.
