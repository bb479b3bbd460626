%% SPDX-License-Identifier: Apache-2.0
%% Hundreds of processes link to and monitor one that dies at that moment: each link gives one exit signal, each monitor one
%% message, behind what the process has sent before.
-module(process_death_seen_by_many).
-export([main/0]).

main() ->
    erlang:display([round_of(N) || N <- [1, 10, 100, 300, 300]]),
    erlang:display(known_to_be_dead(50)),
    erlang:display(killed_is_dead(200)),
    erlang:display(links_of_both(60)).

round_of(Count) ->
    Self = self(),
    Victim = spawn(fun() -> receive {go, Pids} -> [P ! last || P <- Pids] end, exit(done) end),
    Pids = [spawn(fun() -> observe(Self, Victim) end) || _ <- lists:seq(1, Count)],
    Victim ! {go, lists:sublist(Pids, Count div 2)},
    [P ! go || P <- lists:reverse(Pids)],
    Results = [receive {P, Result} -> Result end || P <- Pids],
    {Count, [R || R <- Results, R =/= ok]}.

observe(Parent, Victim) ->
    process_flag(trap_exit, true),
    receive go -> ok end,
    M1 = monitor(process, Victim),
    link(Victim),
    M2 = monitor(process, Victim),
    Exit = receive {'EXIT', Victim, R1} -> R1 end,
    Down1 = receive {'DOWN', M1, process, Victim, R2} -> R2 end,
    Down2 = receive {'DOWN', M2, process, Victim, R3} -> R3 end,
    Reasons = [done, noproc],
    Good = [lists:member(R, Reasons) || R <- [Exit, Down1, Down2]],
    receive last -> ok after 0 -> ok end,
    Rest = receive Any -> Any after 0 -> none end,
    Parent ! {self(), case {Good, Rest} of
                          {[true, true, true], none} -> ok;
                          Else -> {Else, Exit, Down1, Down2}
                      end}.

%% Who has got the message about the end finds the process gone.
known_to_be_dead(0) -> ok;
known_to_be_dead(N) ->
    Name = list_to_atom("known_to_be_dead" ++ integer_to_list(N rem 3)),
    {Pid, Ref} = spawn_monitor(fun() -> register(Name, self()), receive stop -> ok end end),
    Others = [spawn_monitor(fun() -> M = monitor(process, Pid), receive {'DOWN', M, _, _, _} -> exit(look(Pid, Name)) end end)
              || _ <- lists:seq(1, 5)],
    Pid ! stop,
    receive {'DOWN', Ref, _, _, normal} -> ok end,
    Seen = [look(Pid, Name) | [receive {'DOWN', R, _, P, Looked} -> Looked end || {P, R} <- Others]],
    case lists:usort(Seen) of
        [{false, undefined, undefined, badarg}] -> known_to_be_dead(N - 1);
        Else -> Else
    end.

look(Pid, Name) ->
    {is_process_alive(Pid), process_info(Pid, status), whereis(Name),
     try register(Name, Pid), registered catch error:R -> R end}.

%% An exit signal that was sent before the question is before it.
killed_is_dead(0) -> ok;
killed_is_dead(N) ->
    Busy = spawn(fun loop/0),
    Idle = spawn(fun() -> receive stop -> ok end end),
    erlang:yield(),
    exit(Busy, kill), exit(Idle, kill),
    case {is_process_alive(Busy), is_process_alive(Idle), is_process_alive(self())} of
        {false, false, true} -> killed_is_dead(N - 1);
        Else -> Else
    end.

loop() -> loop().

%% Two processes link to and unlink from each other at once: in the end either both are linked or none is.
links_of_both(0) -> ok;
links_of_both(N) ->
    Self = self(),
    Start = fun() ->
        spawn(fun() ->
            receive {other, Other} -> ok end,
            change(Other, 40 + N),
            Self ! {changed, self()},
            receive {tell, Ref} -> Self ! {Ref, lists:member(Other, element(2, process_info(self(), links)))} end,
            receive stop -> ok end
        end)
    end,
    A = Start(), B = Start(),
    A ! {other, B}, B ! {other, A},
    receive {changed, A} -> ok end,
    receive {changed, B} -> ok end,
    %% What each has sent to the other has come before the other answers the second question.
    _ = [ask(P) || P <- [A, B]],
    Linked = lists:usort([linked(A, B), linked(B, A)]),
    exit(A, kill), exit(B, kill),
    case Linked of
        [_] -> links_of_both(N - 1);
        _ -> {N, Linked}
    end.

change(_, 0) -> ok;
change(Other, N) -> link(Other), unlink(Other), if N rem 3 =:= 0 -> link(Other); true -> ok end, change(Other, N - 1).

ask(P) -> process_info(P, links), erlang:garbage_collect(P).
linked(P, Other) -> {links, Links} = process_info(P, links), lists:member(Other, Links).
