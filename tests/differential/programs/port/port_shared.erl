%% SPDX-License-Identifier: Apache-2.0
%% Many processes open ports, write to one port and close it, all at the same time. What one process writes stays in its order,
%% every port tells its end once, and nothing is left behind.
-module(port_shared).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    Before = erlang:ports(),
    io:format("~p~n", [written(8, 40)]),
    io:format("~p~n", [[closed(N) || N <- lists:seq(1, 20)]]),
    io:format("~p~n", [[renamed(N) || N <- lists:seq(1, 20)]]),
    io:format("~p~n", [[connected(N) || N <- lists:seq(1, 20)]]),
    io:format("~p~n", [lists:usort([opened(N) || N <- lists:seq(1, 4)])]),
    io:format("~p~n", [left(Before, 500)]).

at_once(Funs) ->
    Go = make_ref(),
    Pids = [spawn_monitor(fun() -> receive Go -> exit({result, Fun()}) end end) || Fun <- Funs],
    [Pid ! Go || {Pid, _} <- Pids],
    [receive {'DOWN', Ref, process, Pid, {result, Result}} -> Result end || {Pid, Ref} <- Pids].

%% Lines of many writers, by commands and by messages, come back whole, and those of one writer in their order.
written(Writers, Lines) ->
    Port = open_port({spawn, "cat"}, [{line, 200}]),
    Owner = self(),
    Done = at_once([fun() -> [write(Port, Owner, W, L, W rem 2) || L <- lists:seq(1, Lines)], done end || W <- lists:seq(1, Writers)]),
    Read = lines(Port, Writers * Lines),
    port_close(Port),
    {lists:usort(Done), [W || W <- lists:seq(1, Writers), [L || {V, L} <- Read, V =:= W] =/= lists:seq(1, Lines)]}.

write(Port, _, W, L, 0) -> true = port_command(Port, line(W, L));
write(Port, Owner, W, L, 1) -> Port ! {Owner, {command, line(W, L)}}.

line(W, L) -> io_lib:format("{~w,~w}~s.~n", [W, L, lists:duplicate(100, $\s)]).

lines(_, 0) -> [];
lines(Port, N) ->
    receive {Port, {data, {eol, Line}}} ->
            {ok, Tokens, _} = erl_scan:string(Line),
            {ok, Term} = erl_parse:parse_term(Tokens),
            [Term | lines(Port, N - 1)]
    end.

%% One of those who close a port does; its owner and who watches it hear of that once.
closed(N) ->
    Port = open_port({spawn, "cat > /dev/null"}, [out]),
    Watch = fun() -> Ref = monitor(port, Port), receive {'DOWN', Ref, port, Port, _} -> down end end,
    Close = fun() -> try port_close(Port) catch error:badarg -> false end end,
    Write = fun() -> try [port_command(Port, "text") || _ <- lists:seq(1, 10)] of _ -> written catch error:badarg -> written end end,
    Ask = fun() -> [case erlang:port_info(Port, connected) of undefined -> ok; {connected, P} when is_pid(P) -> ok end || _ <- lists:seq(1, 20)], asked end,
    Results = at_once(lists:sublist(lists:flatten(lists:duplicate(2, [Close, Watch, Write, Ask])), 1 + N rem 3, 6) ++ [Close]),
    true = lists:member(true, Results),
    Reasons = exits(Port),
    {length([true || true <- Results]), Reasons, erlang:port_info(Port)}.

exits(Port) ->
    receive {'EXIT', Port, Reason} -> [Reason | exits(Port)]
    after 0 -> []
    end.

%% A port that is closed while it gets a name has none afterwards.
renamed(N) ->
    Port = open_port({spawn, "cat > /dev/null"}, [out]),
    Name = list_to_atom("port_shared_" ++ integer_to_list(N)),
    Register = fun() -> try register(Name, Port) catch error:badarg -> false end end,
    Owner = self(),
    Use = fun() -> Port ! {Owner, {command, "text"}}, catch link(Port), unlink(Port) end,
    at_once([Register, Use, fun() -> port_close(Port) end, Register, Use]),
    receive {'EXIT', Port, Reason} -> ok end,
    {Reason, whereis(Name), try register(Name, Port) catch error:badarg -> badarg end}.

%% Who dies while a port is connected to it takes the port with it, or was gone before: then nothing has changed.
connected(_) ->
    Port = open_port({spawn, "cat > /dev/null"}, [out]),
    unlink(Port),
    Other = spawn(fun() -> receive stop -> exit(stopped) end end),
    Ref = monitor(port, Port),
    [Connected, _] = at_once([fun() -> try port_connect(Port, Other) catch error:badarg -> false end end, fun() -> Other ! stop end]),
    case Connected of
        true -> receive {'DOWN', Ref, port, Port, Reason} -> Reason =:= stopped orelse Reason =:= noproc end;
        false -> {connected, Owner} = erlang:port_info(Port, connected), port_close(Port), Owner =:= self()
    end.

%% Many programs that end by themselves: each owner is told the status, after all output.
opened(_) ->
    Run = fun(N) ->
        fun() ->
            Port = open_port({spawn, "sh -c 'echo text; exit " ++ integer_to_list(N) ++ "'"}, [exit_status, binary]),
            Text = receive {Port, {data, D}} -> D end,
            receive {Port, {exit_status, S}} -> {Text, S - N} end
        end
    end,
    lists:usort(at_once([Run(N) || N <- lists:seq(1, 12)])).

left(Before, 0) -> erlang:ports() -- Before;
left(Before, N) ->
    case erlang:ports() -- Before of
        [] -> [];
        _ -> timer:sleep(10), left(Before, N - 1)
    end.
