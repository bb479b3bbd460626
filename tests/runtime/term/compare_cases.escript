#!/usr/bin/env escript
%% SPDX-License-Identifier: Apache-2.0
%% Prints compare_cases.inc: rows {A, B, order of A and B, A == B, A =:= B, exact order} of a real erl.
main(_) ->
    rand:seed(exsss, {4, 5, 6}),
    Fixed = [{[1, 2, 3], [1, 2, 3.0]}, {[1, 2 | a], [1, 2]}, {{1, 2}, {3}}, {[], {}}, {[], #{}}, {#{a => 1}, #{a => 1.0}},
             {#{1 => a}, #{1.0 => a}}, {#{1 => b, 2 => a}, #{1.0 => a, 2 => b}}, {#{z => 1, y => 2}, #{z => 2, y => 1}},
             {#{b => 1, a => 2}, #{c => 1, a => 2}}, {#{}, {}}, {#{#{a => 1} => 1}, #{#{a => 1.0} => 1}},
             {#{a => #{a => #{b => 1}}}, #{a => #{a => #{b => 2}}}}, {#{1.0 => 1, a => 1}, #{1 => 1, b => 1}},
             {<<1, 2, 3>>, <<1, 2, 3:2>>}, {<<>>, []}, {<<1, 3:4>>, <<1, 48>>}, {0.0, -0.0}, {{0.0}, {-0.0}}, {0, -0.0},
             {'', a}, {"", ''}, {'a b', aa}, {9007199254740993, 9007199254740992.0}, {[9007199254740993], [9007199254740992.0]}],
    [row(A, B) || {A, B} <- Fixed],
    [row(B, A) || {A, B} <- Fixed],
    [begin A = term(4), row(A, A) end || _ <- lists:seq(1, 50)],
    [row(term(2), term(2)) || _ <- lists:seq(1, 500)],
    [begin A = term(4), row(A, change(A)) end || _ <- lists:seq(1, 1500)].

term(0) -> leaf();
term(D) ->
    N = rand:uniform(5) - 1,
    case rand:uniform(8) of
        1 -> [term(D - 1) || _ <- lists:seq(1, N)];
        2 -> list_to_tuple([term(D - 1) || _ <- lists:seq(1, N)]);
        3 -> maps:from_list([{term(D - 1), term(D - 1)} || _ <- lists:seq(1, N)]);
        4 -> maps:from_list([{atom(), term(D - 1)} || _ <- lists:seq(1, N)]);
        5 -> [term(D - 1) | leaf()];
        6 -> maps:from_list([{number(), term(D - 1)} || _ <- lists:seq(1, N)]);
        _ -> leaf()
    end.
leaf() ->
    case rand:uniform(6) of
        1 -> atom();
        2 -> <<(rand:uniform(3)):(rand:uniform(20))>>;
        3 -> [];
        4 -> [rand:uniform(3)];
        _ -> number()
    end.
atom() -> lists:nth(rand:uniform(6), [a, b, ab, 'B', zz, '']).
number() ->
    I = lists:nth(rand:uniform(8), [0, 1, -1, 2, 3, 1 bsl 60, -(1 bsl 70), 9007199254740993]),
    case rand:uniform(3) of 1 -> float(I); _ -> I end.

%% The same term with now and then another leaf.
change(X) when is_list(X), X =/= [] -> [change(hd(X)) | change(tl(X))];
change(X) when is_tuple(X) -> list_to_tuple([change(E) || E <- tuple_to_list(X)]);
change(X) when is_map(X) -> maps:from_list([{change(K), change(V)} || {K, V} <- maps:to_list(X)]);
change(X) when is_integer(X), abs(X) < 1 bsl 80 -> case rand:uniform(8) of 1 -> float(X); 2 -> X + 1; _ -> X end;
change(X) -> case rand:uniform(8) of 1 -> leaf(); _ -> X end.

order(A, B) when A < B -> -1;
order(A, B) when A > B -> 1;
order(_, _) -> 0.
sign(X) when X < 0 -> -1;
sign(X) when X > 0 -> 1;
sign(0) -> 0.

row(A, B) ->
    S = io_lib:format("{R\"(~w)\", R\"(~w)\", ~w, ~w, ~w, ~w},~n",
                      [A, B, order(A, B), A == B, A =:= B, sign(erts_internal:cmp_term(A, B))]),
    case iolist_size(S) < 300 of
        true -> io:put_chars(S);
        false -> ok
    end.
