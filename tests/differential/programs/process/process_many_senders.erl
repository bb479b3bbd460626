%% SPDX-License-Identifier: Apache-2.0
%% What one process sends to another comes in its order, however many send at once. tests/steps/message_flood runs it
%% with a million messages from each.
%% not in mode: gc yield native_gc native_yield many_yield
-module(process_many_senders).
-export([main/0]).

main() ->
    Senders = 8, Each = list_to_integer(os:getenv("MESSAGES_EACH", "100000")),
    Self = self(),
    Pids = [spawn_link(fun() -> [Self ! {N, I} || I <- lists:seq(1, Each)] end) || N <- lists:seq(1, Senders)],
    erlang:display(receive_all(Senders * Each, maps:from_keys(lists:seq(1, Senders), 0))),
    erlang:display(length(Pids)),
    erlang:display(calls()).

receive_all(0, Last) -> lists:sort(maps:to_list(Last));
receive_all(Left, Last) ->
    receive
        {N, I} ->
            case Last of
                #{N := Before} when I =:= Before + 1 -> receive_all(Left - 1, Last#{N := I});
                _ -> {out_of_order, N, I}
            end
    end.

%% Calls of one server by many: each gets its own answers.
calls() ->
    Server = spawn_link(fun() -> serve(0) end),
    Self = self(),
    Callers = [spawn_link(fun() -> Self ! {self(), call_often(Server, N, 2000, 0)} end) || N <- lists:seq(1, 16)],
    Sums = [receive {Pid, Sum} -> Sum end || Pid <- Callers],
    Server ! {stop, Self},
    {Sums, receive {served, Count} -> Count end}.

call_often(_, _, 0, Sum) -> Sum;
call_often(Server, N, Left, Sum) ->
    Ref = monitor(process, Server, [{alias, reply_demonitor}]),
    Server ! {Ref, {N, Left}},
    receive
        {Ref, {N, Left}} -> call_often(Server, N, Left - 1, Sum + N);
        {'DOWN', Ref, _, _, Reason} -> {down, Reason}
    end.

serve(Count) ->
    receive
        {stop, To} -> To ! {served, Count};
        {Ref, What} -> Ref ! {Ref, What}, serve(Count + 1)
    end.
