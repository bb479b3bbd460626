%% SPDX-License-Identifier: Apache-2.0
%% alone
%% {fd, In, Out}: descriptors that are there.
-module(port_fd).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    Port = open_port({fd, 0, 1}, [out]),
    io:format(standard_error, "", []),
    true = port_command(Port, "written to 1\n"),
    timer:sleep(100),
    Port ! {self(), {command, ["and", $ , <<"again">>, 10]}},
    timer:sleep(100),
    erlang:display(erlang:port_info(Port, name)),
    Port ! {self(), close},
    erlang:display(receive {Port, M} -> M after 1000 -> none end),
    Packets = open_port({fd, 0, 1}, [out, {packet, 1}]),
    port_command(Packets, "abc"),
    port_close(Packets),
    timer:sleep(100),
    In = open_port({fd, 0, 1}, [in, eof]),
    erlang:display(receive {In, M2} -> M2 after 1000 -> none end),
    erlang:display(port_close(In)),
    Ended = open_port({fd, 0, 1}, [in]),
    erlang:display(receive {'EXIT', Ended, R} -> R after 1000 -> none end).
