#!/usr/bin/env escript
%% SPDX-License-Identifier: Apache-2.0
%% Prints arith_cases.inc: rows {operator, A, B, result of a real erl}. Run it with OTP 27's escript.
main(_) ->
    rand:seed(exsss, {1, 2, 3}),
    Edge = [0, 1, -1, 2, -2, 3, 7, -10, 63, 64, 65, 128, -64, -65, (1 bsl 59) - 1, 1 bsl 59, -(1 bsl 59), -(1 bsl 59) - 1,
            (1 bsl 60) - 1, 1 bsl 60, (1 bsl 60) + 1, -(1 bsl 60), -(1 bsl 60) - 1, -(1 bsl 60) + 1, (1 bsl 61),
            (1 bsl 63) - 1, 1 bsl 63, -(1 bsl 63), -(1 bsl 63) - 1, (1 bsl 64) - 1, 1 bsl 64, -(1 bsl 64), (1 bsl 64) + 1,
            (1 bsl 128) - 1, 1 bsl 128, -(1 bsl 128), -(1 bsl 128) - 1, 0.0, -0.0, 1.0, -1.5, 2.5e-300, 1.0e300,
            1.7976931348623157e308, 5.0e-324, 9007199254740993, 9007199254740992.0, 1 bsl 1023, (1 bsl 1024) - 1, a],
    Binary = ['+', '-', '*', '/', 'div', 'rem', 'band', 'bor', 'bxor', 'bsl', 'bsr'],
    Order = ['<', '>', '==', '=:='],
    [row(Op, A, B) || Op <- Binary, A <- sample(Edge), B <- sample(Edge)],
    [row(Op, big(), big()) || Op <- Binary -- ['bsl', 'bsr'], _ <- lists:seq(1, 12)],
    [row(Op, big(), rand:uniform(400) - 200) || Op <- ['bsl', 'bsr'], _ <- lists:seq(1, 12)],
    [row(Op, A, B) || Op <- Order, A <- sample(Edge), B <- sample(Edge), is_number(A), is_number(B)],
    [row(Op, A, none) || Op <- ['neg', 'bnot'], A <- Edge].

sample(L) -> [X || X <- L, rand:uniform(10) =< 3].
big() ->
    Bits = rand:uniform(300),
    X = rand:uniform(1 bsl Bits) - 1,
    case rand:uniform(3) of
        1 -> -X;
        2 -> X;
        3 -> X bor ((1 bsl Bits) - (1 bsl (Bits div 2)))
    end.

row(Op, A, B) ->
    R = try
            case Op of
                neg -> -A;
                'bnot' -> bnot A;
                _ -> erlang:Op(A, B)
            end
        catch
            error:E -> E
        end,
    S = io_lib:format("{\"~s\", \"~w\", \"~w\", \"~w\"},~n", [Op, A, B, R]),
    case iolist_size(S) < 700 of
        true -> io:put_chars(S);
        false -> ok
    end.
