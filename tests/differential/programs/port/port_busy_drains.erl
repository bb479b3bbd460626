%% SPDX-License-Identifier: Apache-2.0
%% Senders that wait for a busy port go on when the program reads, and nothing is lost.
-module(port_busy_drains).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    Me = self(),
    P = open_port({spawn_executable, "/bin/sh"}, [{args, ["-c", "sleep 0.5; wc -c; echo done"]}, binary]),
    Piece = binary:copy(<<"0123456789">>, 1000),
    Senders = [spawn_link(fun() -> [send(K, P, Me, Piece) || _ <- lists:seq(1, 20)], Me ! {self(), ok} end) || K <- [bang, command, bang, command]],
    io:format("~p~n", [[receive {S, M} -> M after 20000 -> late end || S <- Senders]]),
    io:format("~p~n", [erlang:port_info(P, output)]),
    ok = drained(P, 500),
    io:format("~p~n", [erlang:port_info(P, queue_size)]),
    port_close(P).

send(bang, P, Owner, Piece) -> P ! {Owner, {command, Piece}};
send(command, P, _, Piece) -> true = port_command(P, Piece).
drained(_, 0) -> still_full;
drained(P, N) ->
    case erlang:port_info(P, queue_size) of
        {queue_size, 0} -> ok;
        _ -> timer:sleep(10), drained(P, N - 1)
    end.
