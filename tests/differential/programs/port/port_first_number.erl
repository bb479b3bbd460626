%% SPDX-License-Identifier: Apache-2.0
%% alone
%% The first port of a program.
-module(port_first_number).
-export([main/0]).

main() ->
    io:format("~p~n", [erlang:ports()]),
    io:format("~p ~p~n", [open_port({spawn, "cat"}, []), open_port({spawn, "cat"}, [])]).
