%% SPDX-License-Identifier: Apache-2.0
%% statistics(io) counts what ports read and write.
-module(port_statistics).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    {{input, I1}, {output, O1}} = erlang:statistics(io),
    P = open_port({spawn, "cat"}, [binary]),
    port_command(P, binary:copy(<<"x">>, 1000)),
    1000 = read(P, 1000),
    {{input, I2}, {output, O2}} = erlang:statistics(io),
    io:format("~p ~p~n", [I2 - I1 >= 1000, O2 - O1 >= 1000]),
    port_close(P).

read(_, 0) -> 1000;
read(P, N) -> receive {P, {data, D}} -> read(P, N - byte_size(D)) end.
