-module(os_set_signal).
-export([main/0, init/1, handle_event/2, handle_call/2, handle_info/2]).
%% Which signals may be asked for, what else is an error, and how a handled one arrives.

main() ->
    Options = [handle, ignore, default],
    [io:format("~p ~p: ~p~n", [S, O, result(S, O)]) ||
        S <- [sighup, sigquit, sigabrt, sigalrm, sigterm, sigusr1, sigusr2, sigchld, sigstop, sigtstp,
              sigint, sigcont, sigwinch, sigkill, foo, 15, "sigterm"],
        O <- Options ++ [other, 1]],
    ok = gen_event:swap_handler(erl_signal_server, {erl_signal_handler, []}, {?MODULE, self()}),
    [begin
         ok = os:set_signal(S, handle),
         os:cmd("kill -" ++ Name ++ " " ++ os:getpid()),
         receive {signal, Got} -> io:format("~p: ~p~n", [S, Got]) end
     end || {S, Name} <- [{sigterm, "TERM"}, {sighup, "HUP"}, {sigusr1, "USR1"}, {sigusr2, "USR2"}, {sigquit, "QUIT"},
                          {sigalrm, "ALRM"}, {sigtstp, "TSTP"}, {sigchld, "CHLD"}]],
    ok = os:set_signal(sighup, ignore),
    os:cmd("kill -HUP " ++ os:getpid()),
    ok = os:set_signal(sighup, handle),
    os:cmd("kill -HUP " ++ os:getpid()),
    receive {signal, sighup} -> io:format("once~n") end,
    receive Other -> io:format("twice: ~p~n", [Other]) after 0 -> ok end.

result(S, O) ->
    try os:set_signal(S, O)
    catch C:R:Trace -> {C, R, hd(Trace)}
    end.

init({Pid, _}) -> {ok, Pid}.
handle_event(Signal, Pid) -> Pid ! {signal, Signal}, {ok, Pid}.
handle_call(_, Pid) -> {ok, ok, Pid}.
handle_info(_, Pid) -> {ok, Pid}.
