%% SPDX-License-Identifier: Apache-2.0
%% Two processes link and unlink each other at the same time: in the end both know of the link, or neither.
-module(process_link_at_both_ends).
-export([main/0]).

main() ->
    erlang:display([R || R <- [play(N) || N <- lists:seq(1, 400)], R =/= ok]).

play(N) ->
    Self = self(),
    A = spawn(fun() -> partner(Self, N) end),
    B = spawn(fun() -> partner(Self, N + 1) end),
    At = erlang:monotonic_time() + erlang:convert_time_unit(100, microsecond, native),
    A ! {go, B, At},
    B ! {go, A, At},
    [receive {done, P} -> ok end || P <- [A, B]],
    {links, LA} = process_info(A, links),
    {links, LB} = process_info(B, links),
    [begin unlink(P), exit(P, kill) end || P <- [A, B]],
    case {lists:member(B, LA), lists:member(A, LB)} of
        {Same, Same} -> ok;
        Other -> Other
    end.

partner(Tester, N) ->
    receive
        {go, Other, At} ->
            wait(At),
            [case (K * 7 + N) rem 3 of
                 0 -> unlink(Other);
                 1 -> link(Other);
                 2 -> link(Other), unlink(Other), link(Other)
             end || K <- lists:seq(1, 20 + N rem 5)],
            Other ! ping,
            receive ping -> ok end,
            Other ! pong,
            receive pong -> ok end,
            Tester ! {done, self()},
            receive never -> ok end
    end.

wait(At) -> case erlang:monotonic_time() >= At of true -> ok; false -> wait(At) end.
