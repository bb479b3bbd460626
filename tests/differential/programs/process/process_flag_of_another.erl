%% SPDX-License-Identifier: Apache-2.0
%% process_flag/3 sets save_calls of another process, and nothing else.
-module(process_flag_of_another).
-export([main/0]).

main() ->
    P = spawn(fun() -> receive stop -> ok end end),
    d(process_flag(P, save_calls, 10)),
    d(process_flag(P, save_calls, 20)),
    {last_calls, L} = process_info(P, last_calls),
    d(is_list(L)),
    d(process_flag(P, save_calls, 0)),
    d(process_info(P, last_calls)),
    d(process_flag(self(), save_calls, 0)),
    [d(catch_error(fun() -> process_flag(A, B, C) end))
     || {A, B, C} <- [{P, save_calls, -1}, {P, save_calls, 10001}, {P, trap_exit, true}, {x, save_calls, 1}, {P, save_calls, x}]],
    exit(P, kill),
    R = monitor(process, P),
    receive {'DOWN', R, _, _, _} -> ok end,
    d(catch_error(fun() -> process_flag(P, save_calls, 1) end)).

catch_error(F) -> try F() catch error:E -> {error, E} end.
d(X) -> erlang:display(X).
