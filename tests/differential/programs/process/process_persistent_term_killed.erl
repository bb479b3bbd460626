%% Who was killed before a key was erased has written for the last time when the erasure returns, on whatever worker it was.
%% Without that its term may come back when all are erased.
-module(process_persistent_term_killed).
-export([main/0]).

main() ->
    erlang:display([round_of(20 * erlang:system_info(schedulers_online)) || _ <- lists:seq(1, 10)]).

round_of(N) ->
    ok = persistent_term:put(?MODULE, barrier),
    Writers = [spawn(fun() -> write(Key) end) || Key <- lists:seq(1, N)],
    receive after 20 -> ok end,
    [exit(Writer, kill) || Writer <- Writers],
    true = persistent_term:erase(?MODULE),
    [persistent_term:erase(Key) || Key <- lists:seq(1, N)],
    receive after 5 -> ok end,
    length([Key || {Key, _} <- persistent_term:get(), is_integer(Key)]).

write(Key) ->
    persistent_term:erase(Key),
    persistent_term:put(Key, {complex, term}),
    erlang:yield(),
    write(Key).
