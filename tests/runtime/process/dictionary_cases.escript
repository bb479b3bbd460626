#!/usr/bin/env escript
%% SPDX-License-Identifier: Apache-2.0
%% Prints dictionary.inc: steps on a process dictionary with integer and other keys (atoms hash by their number, which is
%% no fact of OTP), each with the list that erlang:get/0 gave afterwards.
main(_) ->
    rand:seed(exsss, {4, 5, 6}),
    Steps = [{N, key(rand:uniform(45)), op(N)} || N <- lists:seq(1, 260)],
    {_, M} = spawn_monitor(fun() -> [step(S) || S <- Steps] end),
    receive {'DOWN', M, _, _, _} -> ok end.

op(N) when N > 200 -> erase;
op(_) -> lists:nth(rand:uniform(5), [put, put, put, put_tuple, erase]).

step({N, K, Op}) ->
    case Op of
        put -> put(K, N);
        put_tuple -> put(K, {N});
        erase -> erase(K)
    end,
    case N rem 7 =:= 0 orelse N < 30 of
        true -> io:format("{\"~w\", R\"(~w)\", ~w, R\"(~w)\"},~n", [Op, K, N, get()]);
        false -> io:format("{\"~w\", R\"(~w)\", ~w, \"\"},~n", [Op, K, N])
    end.

key(N) when N < 30 -> N;
key(N) when N < 35 -> {N, "x"};
key(N) when N < 40 -> integer_to_binary(N);
key(N) -> N * 1.5.
