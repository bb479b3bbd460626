%% SPDX-License-Identifier: Apache-2.0
%% {line, N}: lines, pieces of lines, and what is left at the end.
-module(port_line).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    run("one\\ntwo\\n\\nthree", 80),
    run("abcdefghij\\nklm\\nnopq", 4),
    run("abcd\\nabcde\\nabcdefgh\\n", 4),
    run("a\\r\\nb\\rc\\r\\r\\nabcd\\r\\nabcd\\re\\n", 4),
    run("abcd\\r", 4),
    run("abc\\r", 4),
    run("x\\n", 1),
    run("", 5).

run(Text, Longest) ->
    Args = [{args, [Text]}, {line, Longest}],
    io:format("~p~n", [messages(open_port({spawn_executable, "/usr/bin/printf"}, Args))]),
    io:format("~p~n", [messages(open_port({spawn_executable, "/usr/bin/printf"}, [exit_status, binary | Args]))]).

%% All messages up to the end of the port, its name taken out.
messages(Port) ->
    receive
        {Port, What} -> [What | messages(Port)];
        {'EXIT', Port, Reason} -> [{exit, Reason}]
    after 5000 -> [timeout]
    end.
