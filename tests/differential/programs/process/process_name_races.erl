%% SPDX-License-Identifier: Apache-2.0
%% Of many that want a name one gets it; a name never stays with a process that is gone; OTP's servers start once, whoever asks
%% for them first.
-module(process_name_races).
-export([main/0]).

main() ->
    erlang:display(servers()),
    erlang:display(lists:usort([winners(20) || _ <- lists:seq(1, 40)])),
    erlang:display(given_to_the_dying(150)),
    erlang:display(taken_and_left(8, 200)).

servers() ->
    Names = [logger, code_server, application_controller, kernel_sup, file_server_2],
    Self = self(),
    Pids = [spawn_link(fun() ->
                receive go -> ok end,
                Found = [{Name, whereis(Name)} || Name <- rotate(N, Names)],
                Loaded = code:is_loaded(?MODULE) =/= false,
                Env = application:get_env(kernel, no_such_key),
                Apps = lists:keymember(kernel, 1, application:which_applications()),
                Self ! {self(), {[P || {code_server, P} <- Found], Loaded, Env, Apps}}
            end) || N <- lists:seq(1, 30)],
    [P ! go || P <- Pids],
    Answers = lists:usort([receive {P, Answer} -> Answer end || P <- Pids]),
    [{length(C), L, E, A} || {C, L, E, A} <- Answers].

rotate(N, List) -> {A, B} = lists:split(N rem length(List), List), B ++ A.

winners(Count) ->
    Self = self(),
    Pids = [spawn_link(fun() ->
                receive go -> ok end,
                Won = try register(the_only_one, self()) catch error:badarg -> false end,
                Self ! {self(), Won},
                receive stop -> ok end
            end) || _ <- lists:seq(1, Count)],
    [P ! go || P <- Pids],
    Results = [receive {P, Won} -> {P, Won} end || P <- Pids],
    Winners = [P || {P, true} <- Results],
    Is = [whereis(the_only_one)] =:= Winners,
    Refs = [monitor(process, P) || P <- Pids],
    [P ! stop || P <- Pids],
    [receive {'DOWN', R, _, _, _} -> ok end || R <- Refs],
    {length(Winners), Is, whereis(the_only_one)}.

given_to_the_dying(0) -> ok;
given_to_the_dying(N) ->
    {Pid, Ref} = spawn_monitor(fun() -> receive die -> ok end end),
    Pid ! die,
    _ = [erlang:yield() || _ <- lists:seq(1, N rem 4)],
    _ = (catch register(of_the_dying, Pid)),
    receive {'DOWN', Ref, _, _, _} -> ok end,
    case {whereis(of_the_dying), lists:member(of_the_dying, registered())} of
        {undefined, false} -> given_to_the_dying(N - 1);
        Else -> Else
    end.

taken_and_left(Processes, Times) ->
    Self = self(),
    Pids = [spawn_link(fun() -> Self ! {self(), take(Times, 0)} end) || _ <- lists:seq(1, Processes)],
    Counts = [receive {P, Count} -> Count end || P <- Pids],
    {lists:usort([is_integer(C) || C <- Counts]), whereis(taken_and_left)}.

take(0, Count) -> Count;
take(N, Count) ->
    try register(taken_and_left, self()) of
        true ->
            Self = self(),
            case whereis(taken_and_left) of
                Self -> unregister(taken_and_left), take(N - 1, Count + 1);
                Other -> {not_me, Other}
            end
    catch
        error:badarg -> erlang:yield(), take(N - 1, Count)
    end.
