%% SPDX-License-Identifier: Apache-2.0
-module(io_group_leader_protocol).
-export([main/0]).

main() ->
    G = group_leader(), R = make_ref(), G ! {io_request, self(), R, {put_chars, unicode, <<"by hand\n">>}}, receive {io_reply, R, Rep} -> io:format("~p~n", [Rep]) end, G ! {io_request, self(), R, {put_chars, unicode, io_lib, format, ["~w~n", [formatted]]}}, receive {io_reply, R, Rep2} -> io:format("~p~n", [Rep2]) end, G ! {io_request, self(), R, {requests, [{put_chars, latin1, "a"}, {put_chars, latin1, "b\n"}]}}, receive {io_reply, R, Rep3} -> io:format("~p~n", [Rep3]) end, G ! {io_request, self(), R, {put_chars, latin1, [300]}}, receive {io_reply, R, Rep4} -> io:format("~p~n", [element(1, Rep4)]) end.
