%% SPDX-License-Identifier: Apache-2.0
%% {env, _} changes the variables of the program only.
-module(port_env).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    os:putenv("PORT_ENV_KEPT", "kept"),
    os:putenv("PORT_ENV_GONE", "gone"),
    Command = "env | grep PORT_ENV | LC_ALL=C sort",
    Run = fun(Options) ->
                  io:format("~ts~n", [hd(collect(open_port({spawn_executable, "/bin/sh"}, [{args, ["-c", Command]} | Options])))])
          end,
    Run([]),
    Run([{env, []}]),
    Run([{env, [{"PORT_ENV_NEW", "new"}, {"PORT_ENV_GONE", false}]}]),
    Run([{env, [{"PORT_ENV_EMPTY", []}, {"PORT_ENV_KEPT", "other"}, {"PORT_ENV_KEPT", "last"}]}]),
    Run([{env, [{"PORT_ENV_FIRST", "1"}]}, {env, [{"PORT_ENV_SECOND", "2=3"}]}]),
    Run([{env, [{"PORT_ENV_UNICODE", [8364, 228]}]}]),
    io:format("~p ~p~n", [os:getenv("PORT_ENV_NEW"), os:getenv("PORT_ENV_GONE")]),
    os:unsetenv("PORT_ENV_KEPT"),
    Run([]),
    os:unsetenv("PORT_ENV_GONE").

%% Everything that a port says until it has ended, data joined.
collect(Port) -> collect(Port, []).
collect(Port, Bytes) ->
    receive
        {Port, {data, More}} -> collect(Port, [Bytes, More]);
        {Port, {exit_status, Status}} -> [iolist_to_binary(Bytes), {status, Status} | collect(Port, [])];
        {Port, eof} -> [iolist_to_binary(Bytes), eof];
        {'EXIT', Port, Reason} -> [iolist_to_binary(Bytes), {exit, Reason}]
    after 5000 -> [iolist_to_binary(Bytes), timeout]
    end.
