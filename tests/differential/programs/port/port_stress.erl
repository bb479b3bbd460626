%% SPDX-License-Identifier: Apache-2.0
%% Many processes do this and that with ports of their own and of others; nothing is left behind.
-module(port_stress).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    Before = erlang:ports(),
    Shared = ets:new(port_stress, [public, ordered_set]),
    Workers = [spawn_monitor(fun() -> rand:seed(exsss, N), process_flag(trap_exit, N rem 3 =/= 0), work(Shared, 60, []) end) || N <- lists:seq(1, 24)],
    [receive {'DOWN', Ref, process, Pid, _} -> ok end || {Pid, Ref} <- Workers],
    ets:delete(Shared),
    io:format("~p~n", [gone(Before, 500)]).

work(_, 0, _) -> ok;
work(Shared, N, Own) ->
    All = Own ++ [P || {P} <- ets:tab2list(Shared)],
    Port = case All of [] -> none; _ -> lists:nth(rand:uniform(length(All)), All) end,
    New = try act(rand:uniform(22), Port) catch _:_ -> none end,
    drain(),
    case is_port(New) of
        true -> ets:insert(Shared, {New}), work(Shared, N - 1, [New | Own]);
        false -> work(Shared, N - 1, Own)
    end.

act(1, _) -> open_port({spawn, "cat"}, [binary]);
act(2, _) -> open_port({spawn, "true"}, [exit_status]);
act(3, _) -> open_port({spawn, "sleep 1"}, [{busy_limits_port, {10, 20}}]);
act(4, _) -> open_port({spawn, "ram_file_drv"}, [binary]);
act(5, _) -> open_port({spawn_executable, "/bin/echo"}, [{args, ["some", "text"]}, {line, 3}, eof]);
act(6, _) -> open_port({spawn, "cat"}, [{packet, 4}, nouse_stdio, out]);
act(7, P) -> port_close(P);
act(8, P) -> P ! {self(), close};
act(9, P) -> port_command(P, binary:copy(<<1>>, rand:uniform(20000)), [nosuspend]);
act(10, P) -> P ! {self(), {command, [1, 0, 0, 0, 3, "abc"]}};
act(11, P) -> link(P);
act(12, P) -> unlink(P);
act(13, P) -> monitor(port, P);
act(14, P) -> demonitor(monitor(port, P), [flush]);
act(15, P) -> port_connect(P, self());
act(16, P) -> exit(P, reason);
act(17, P) -> erlang:port_info(P);
act(18, P) -> spawn(fun() -> catch link(P), catch port_command(P, "x"), exit(kill) end);
act(19, P) -> register(list_to_atom("port_stress_" ++ integer_to_list(rand:uniform(5))), P);
act(20, P) -> erlang:port_set_data(P, {P, self(), "data"});
act(21, P) -> P ! {self(), {connect, self()}};
act(22, _) -> erlang:yield().

drain() -> receive _ -> drain() after 0 -> ok end.

%% Ports without an owner stay: they are closed here.
gone(Before, 0) -> erlang:ports() -- Before;
gone(Before, N) ->
    case erlang:ports() -- Before of
        [] -> [];
        Left -> [catch exit(P, kill) || P <- Left], timer:sleep(10), gone(Before, N - 1)
    end.
