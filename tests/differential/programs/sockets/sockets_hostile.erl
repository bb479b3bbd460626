%% SPDX-License-Identifier: Apache-2.0
%% Requests that prim_inet would not make: an error, and the port still answers.
-module(sockets_hostile).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    Show = fun({'EXIT', {Why, _}}) -> Why; (Other) -> Other end,
    [begin
        P = open_port({spawn_driver, Driver}, [binary]),
        io:format("~s ~p~n", [Driver, erlang:port_info(P, name)]),
        [control(P, N, D) || N <- [1, 6, 7, 8, 9, 10, 13, 17, 18, 20, 22, 23, 26, 27, 28, 31, 42, 43, 44, 45, 60, 255], D <- datas()],
        io:format("~p~n", [Show(catch erlang:port_control(P, 1, ""))]),
        io:format("~p~n", [Show(catch erlang:port_control(P, 16#03f1a301, [1, 99]))]),
        io:format("~p~n", [Show(catch erlang:port_control(P, 16#03f1a301, atom))]),
        Open = case Driver of "tcp_inet" -> [1, 1]; _ -> [1, 2] end,
        io:format("~p~n", [Show(catch erlang:port_control(P, 16#03f1a301, Open))]),
        io:format("~p~n", [Show(catch erlang:port_control(P, 16#03f1a301, Open))]),
        [control(P, N, D) || N <- [6, 7, 8, 17, 18, 19, 20, 22, 26, 27, 28, 42, 43, 44, 45, 60], D <- datas()],
        io:format("~p~n", [catch erlang:port_control(P, 16#03f1a300 + 14, "") =/= []]),
        io:format("~p~n", [prim_inet:getstatus(P)]),
        io:format("~p~n", [Show(catch port_command(P, []))]),
        receive {'EXIT', P, Why} -> io:format("~p~n", [Why]) after 1000 -> io:format("lives~n") end
    end || Driver <- ["tcp_inet", "udp_inet"]],
    io:format("~p~n", [Show(catch open_port({spawn_driver, "sctp_inet_none"}, []))]).

datas() -> [[], [0], [1], [255], [5, 200, 1], [1, 0, 0], [2, 0, 1, 2, 3], lists:duplicate(7, 255), lists:duplicate(40, 1)].

%% What depends on this machine's memory, or on what the bytes happen to ask for, is only whether there is an answer.
control(P, N, D) ->
    case catch erlang:port_control(P, 16#03f1a300 + N, D) of
        [0 | Error] -> io:format("~p ~p ~s~n", [N, length(D), Error]);
        [1 | _] -> io:format("~p ~p ok~n", [N, length(D)]);
        Other -> io:format("~p ~p ~p~n", [N, length(D), is_list(Other) orelse element(1, Other)])
    end.
