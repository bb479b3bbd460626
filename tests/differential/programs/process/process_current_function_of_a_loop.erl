%% SPDX-License-Identifier: Apache-2.0
%% Where a process stands that loses its turn at a call, however often the function was called before.
-module(process_current_function_of_a_loop).
-export([main/0]).

main() ->
    Me = self(),
    P = spawn(fun() -> Me ! ready, spin(0) end),
    receive ready -> ok end,
    erlang:display(lists:usort([where(P) || _ <- lists:seq(1, 300)])),
    exit(P, kill).

where(P) ->
    erlang:yield(),
    {current_function, F} = process_info(P, current_function),
    {current_stacktrace, [{M, N, A, _} | _]} = process_info(P, current_stacktrace),
    {F, {M, N, A}}.

spin(N) -> spin(N + 1).
