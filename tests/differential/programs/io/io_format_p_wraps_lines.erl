%% SPDX-License-Identifier: Apache-2.0
-module(io_format_p_wraps_lines).
-export([main/0]).

main() -> L = lists:seq(1, 60),
    io:format("~p~n", [L]),
    io:format("~p~n", [{some_tuple_tag, L, [{key, "a long string value"}, {another_key, <<"and a binary value">>}, {third, #{1 => lists:seq(1, 30)}}]}]),
    io:format("~40p~n", [L]),
    io:format("~20p|~n", [[{a, "bcdefghijkl"}, {m, nopqrstuvw}]]),
    io:format("> ~p~n", [[list_to_atom("atom" ++ integer_to_list(I)) || I <- lists:seq(1, 30)]]),
    io:format("~p~n", [[#{a => lists:duplicate(20, bcd)}]]),
    io:format("~p~n", [lists:duplicate(100, $a)]),
    io:format("~p~n", [binary:copy(<<"abc ">>, 40)]),
    io:format("~p~n", [binary:copy(<<1, 2, 3>>, 40)]).
