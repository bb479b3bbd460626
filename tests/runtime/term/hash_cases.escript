#!/usr/bin/env escript
%% SPDX-License-Identifier: Apache-2.0
%% Prints hash_cases.inc: rows {Term, phash2, phash - 1, internal hash or 0 if an atom is in it} of a real OTP 27.
main(_) ->
    logger:set_primary_config(level, none),
    erts_debug:set_internal_state(available_internal_state, true),
    rand:seed(exsss, {7, 8, 9}),
    Fixed = [0, 1, -1, 255, 256, 1 bsl 27, (1 bsl 27) - 1, -(1 bsl 27), -(1 bsl 27) - 1, 1 bsl 32, (1 bsl 59) - 1, 1 bsl 59,
             -(1 bsl 59), -(1 bsl 59) - 1, (1 bsl 60) - 1, 1 bsl 60, -(1 bsl 60), (1 bsl 64) - 1, 1 bsl 64, -(1 bsl 64),
             1 bsl 200, 1 bsl 128, 0.0, -0.0, 1.0, -2.5, 1.0e300, 5.0e-324, [], {}, #{}, a, '', 'hello world', 'åäö',
             'ÿ€x', "a", "ab", "abc", "abcd", "abcde", [a], [1 | 2], [256], [256, 1], [1, 256], [1, 2 | 300], [[] | []],
             {1, {}, 2, {}}, {{}, 1, {}, 2}, [{1, 2}, {3, 4}], [{1} | {2}], {1 bsl 59}, [1 bsl 59], {1.5, 2}, [1.5],
             #{1 => 2}, #{1 => 2, 3 => 4}, #{"a" => [1]}, #{{1} => {2}, 3 => 4}, #{a => b, c => d}, {#{1 => #{2 => 3}}, 1},
             <<>>, <<1>>, <<1:1>>, <<5:3>>, <<1, 2, 3:2>>, <<"0123456789a">>, <<"0123456789ab">>, <<"0123456789abc">>,
             <<"0123456789abcde">>, <<"0123456789abcdef">>, <<"0123456789abcdef0">>, {<<>>, <<1>>}, [<<"xy">>, 1]],
    [row(X) || X <- Fixed],
    [row(binary:part(<<"The quick brown fox jumps over the lazy dog">>, 0, N)) || N <- lists:seq(1, 43)],
    [row(term(4)) || _ <- lists:seq(1, 400)].

term(0) -> leaf();
term(D) ->
    N = rand:uniform(5) - 1,
    case rand:uniform(7) of
        1 -> [term(D - 1) || _ <- lists:seq(1, N)];
        2 -> list_to_tuple([term(D - 1) || _ <- lists:seq(1, N)]);
        3 -> maps:from_list([{term(D - 1), term(D - 1)} || _ <- lists:seq(1, N)]);
        4 -> [rand:uniform(300) || _ <- lists:seq(1, N * 3)];
        5 -> [term(D - 1) | leaf()];
        _ -> leaf()
    end.
leaf() ->
    case rand:uniform(8) of
        1 -> lists:nth(rand:uniform(6), [a, b, ab, 'B', zz, '']);
        2 -> <<(rand:uniform(1 bsl 40)):(rand:uniform(40))>>;
        3 -> [];
        4 -> rand:uniform() * 1.0e10;
        5 -> -rand:uniform(1 bsl rand:uniform(200));
        6 -> rand:uniform(1 bsl rand:uniform(200));
        _ -> rand:uniform(300) - 10
    end.

has_atom(X) when is_atom(X) -> true;
has_atom([H | T]) -> has_atom(H) orelse has_atom(T);
has_atom(X) when is_tuple(X) -> has_atom(tuple_to_list(X));
has_atom(X) when is_map(X) -> has_atom(maps:to_list(X));
has_atom(_) -> false.

row(X) ->
    Internal = case has_atom(X) of
                   true -> 0;
                   false -> erts_debug:get_internal_state({internal_hash, X})
               end,
    S = io_lib:format("{R\"(~tw)\", ~wu, ~wu, ~wu},~n",
                      [X, erlang:phash2(X, 1 bsl 32), apply(erlang, phash, [X, 1 bsl 32]) - 1, Internal]),
    case string:length(S) < 500 of
        true -> io:put_chars(unicode:characters_to_binary(S));
        false -> ok
    end.
