%% SPDX-License-Identifier: Apache-2.0
%% What is put and erased again counts for nothing; the table shrinks again.
-module(process_persistent_term_memory).
-export([main/0]).

main() ->
    #{count := C1, memory := M1} = persistent_term:info(),
    [persistent_term:put({?MODULE, I}, lists:seq(1, I rem 50)) || I <- lists:seq(1, 2000)],
    #{count := C2, memory := M2} = persistent_term:info(),
    [true = persistent_term:erase({?MODULE, I}) || I <- lists:seq(1, 2000)],
    #{count := C3, memory := M3} = persistent_term:info(),
    erlang:display({C2 - C1, M2 > M1, C3 - C1, M3 - M1 < 1000}),
    Ps = [spawn_monitor(fun() -> churn(K, 300) end) || K <- lists:seq(1, 8)],
    [receive {'DOWN', R, _, P, Reason} -> normal = Reason end || {P, R} <- Ps],
    erlang:display(maps:get(count, persistent_term:info()) - C1).

churn(_, 0) -> ok;
churn(K, N) ->
    persistent_term:put({K, N}, {value, K, N}),
    {value, K, N} = persistent_term:get({K, N}),
    none = persistent_term:get({K, none}, none),
    true = persistent_term:erase({K, N}),
    churn(K, N - 1).
