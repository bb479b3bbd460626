%% SPDX-License-Identifier: Apache-2.0
%% A port owned by a gen_server, which ends with it.
-module(port_gen_server).
-export([main/0]).

-behaviour(gen_server).
-export([init/1, handle_call/3, handle_cast/2, handle_info/2, terminate/2]).

main() ->
    logger:set_primary_config(level, none),
    process_flag(trap_exit, true),
    {ok, Pid} = gen_server:start_link(?MODULE, [], []),
    io:format("~p~n", [gen_server:call(Pid, {echo, <<"hello">>})]),
    io:format("~p~n", [gen_server:call(Pid, {echo, <<"again">>})]),
    gen_server:cast(Pid, die),
    io:format("~p~n", [receive {'EXIT', Pid, R} -> R after 2000 -> none end]).

init([]) -> process_flag(trap_exit, true), {ok, {open_port({spawn, "cat"}, [binary, {packet, 2}]), none}}.
handle_call({echo, Text}, From, {Port, none}) -> Port ! {self(), {command, Text}}, {noreply, {Port, From}}.
handle_cast(die, {Port, _} = State) -> exit(Port, oops), {noreply, State}.
handle_info({Port, {data, Text}}, {Port, From}) -> gen_server:reply(From, Text), {noreply, {Port, none}};
handle_info({'EXIT', Port, Reason}, {Port, _} = State) -> {stop, {port, Reason}, State}.
terminate(_, _) -> ok.
