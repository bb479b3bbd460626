%% SPDX-License-Identifier: Apache-2.0
%% A packet that arrives in pieces, several that arrive at once, and one that is never finished.
-module(port_packet_pieces).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    Script = "printf '\\000\\003a'; sleep 0.1; printf 'bc\\000'; sleep 0.1; printf '\\001d\\000\\000\\000\\002ef\\000\\005gh'",
    Port = open_port({spawn_executable, "/bin/sh"}, [{args, ["-c", Script]}, {packet, 2}, exit_status]),
    io:format("~p~n", [messages(Port)]).

%% All messages up to the end of the port, its name taken out.
messages(Port) ->
    receive
        {Port, What} -> [What | messages(Port)];
        {'EXIT', Port, Reason} -> [{exit, Reason}]
    after 5000 -> [timeout]
    end.
