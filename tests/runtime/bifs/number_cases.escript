#!/usr/bin/env escript
%% SPDX-License-Identifier: Apache-2.0
%% Prints number_cases.inc: rows {module, function, arguments, result or {error, Reason}} of a real OTP 27.
main(_) ->
    io:setopts([{encoding, latin1}]),
    rand:seed(exsss, {10, 11, 12}),
    Floats = [0.0, -0.0, 1.0, 0.1, 1.5, -2.5, 0.5, 1.0e22, 1.0e21, 123456.789, 1.0e15, 9007199254740992.0, 9007199254740991.0,
              9.00719925474099e14, 900719925474099.1, 1.0e-5, 0.0001, 0.001, 123.0, 100.0, 1000.0, 10.0, 1.0e300, -1.5e-300,
              5.0e-324, 1.7976931348623157e308, 0.045, 1.005, 99.995, 0.49999999999999994, 1234567890.0, 12345678900.0,
              123456789000.0, 0.001234, 0.0001234, 4503599627370497.5, -0.5, 1.0e16, 72057594037927940.0, 4.5e15]
             ++ [rand:uniform() * math:pow(10, rand:uniform(40) - 20) || _ <- lists:seq(1, 60)]
             ++ [float(rand:uniform(1 bsl 62)) || _ <- lists:seq(1, 20)]
             ++ [float(rand:uniform(100000)) * math:pow(10, rand:uniform(16)) || _ <- lists:seq(1, 30)],
    Options = [[short], [], [{decimals, 0}], [{decimals, 2}], [{decimals, 4}, compact], [{decimals, 0}, compact],
               [{scientific, 3}], [{scientific, 0}], [{scientific, -1}], [{decimals, 18}], [{decimals, 19}, compact]],
    [row(erlang, float_to_list, [F, O]) || F <- Floats, O <- Options],
    [row(erlang, float_to_binary, [1.25, O]) || O <- Options ++ [[foo], [{decimals, a}], [short | x], a, [{decimals, -1}],
        [{decimals, 253}], [{decimals, 254}], [{scientific, 249}], [{scientific, 250}], [{short, 1}], [short, {decimals, 1}]]],
    [row(erlang, F, [X]) || F <- [round, trunc, floor, ceil, float, abs, '-', '+', 'bnot'], X <- [a, 1 bsl 80, -(1 bsl 2000) | Floats],
                            erlang:phash2({F, X}, 3) =:= 0],
    Texts = ["1.5", "1,5", [$1, $., $5, 0], "+1.5", "-0.0", "1.e5", ".5", "1.0e", "1.0e400", "1.0e-400", "-1.0e-400", "4.9e-324",
             "2.0e-324", " 1.0", "1.0 ", "1.0E+5", "", "1", "0x1.0", "1,0e400", "1.5e5z", "1.5e+", "-1.5e-3 ", "2e2", "-.5", "1.5e5.5",
             "179769313486231580793728971405303415079934132710037826936173778980444968292764750946649017977587207096330286416692887910946555547851940402630657488671505820681908902000708383676273854845817711531764475730270069855571366959622842914819860834936475292719074168444365510704342711559699508093042880.0",
             "0.1000000000000000055511151231257827021181583404541015625", "123456789012345678.9"],
    [row(erlang, list_to_float, [T]) || T <- Texts ++ [a, [a], "1.5" ++ [256], [$1 | $2]]],
    [row(erlang, binary_to_float, [list_to_binary(T)]) || T <- Texts],
    [row(erlang, binary_to_float, [X]) || X <- [a, <<"1.5", 0:1>>]],
    [row(string, list_to_float, [T]) || T <- Texts ++ [foo, [a], "1.5" ++ [a], "1.5" ++ foo]],
    [row(erlang, F, [X]) || F <- [integer_to_list, integer_to_binary],
        X <- [0, 1, -1, 1 bsl 59, -(1 bsl 60), 1 bsl 60, 1 bsl 64, -(1 bsl 100), 10000000000000000000000000000000000000000, a, 1.0]],
    [row(erlang, F, [X, B]) || F <- [integer_to_list, integer_to_binary], X <- [0, 255, -(1 bsl 63), 1 bsl 200],
        B <- [1, 2, 7, 8, 16, 32, 35, 36, 37, a, 16.0]],
    [row(erts_internal, list_to_integer, [T, B]) || {T, B} <-
        [{"12x", 10}, {"x", 10}, {"", 10}, {foo, 10}, {"+12", 10}, {"-", 10}, {"-x", 10}, {"+-1", 10}, {"12" ++ [a], 10}, {"12" ++ a, 10},
         {[a], 10}, {"FFz", 16}, {"12", 37}, {"12", 1}, {"12", a}, {"00012", 10}, {[256], 10}, {[$1, 256], 10}, {"-0", 10}, {"zZ!", 36}]],
    [row(erts_internal, binary_to_integer, [T, B]) || {T, B} <-
        [{<<"12x">>, 10}, {<<>>, 10}, {foo, 10}, {<<"+12">>, 10}, {<<"-">>, 10}, {<<"12">>, 37}, {<<"12">>, a}, {<<"1":7>>, 10}, {<<"zZ">>, 36}]],
    Pairs = [{A, B} || A <- [1, 1.0, 0.0, -0.0, a, true, false, 1 bsl 70, []], B <- [1, 1.0, a, true, false, -(1 bsl 70), "x", 0]],
    [row(erlang, F, [A, B]) || F <- [min, max, '<', '=<', '>', '>=', '==', '/=', '=:=', '=/=', 'and', 'or', 'xor', '/', 'div', 'rem', is_record],
        {A, B} <- Pairs, erlang:phash2({F, A, B}, 3) =:= 0],
    [row(erlang, 'not', [X]) || X <- [true, false, a, 1]],
    [row(erlang, F, [X]) || F <- [is_atom, is_binary, is_bitstring, is_boolean, is_float, is_function, is_integer, is_list, is_map, is_number,
        is_pid, is_port, is_reference, is_tuple], X <- [a, true, <<>>, <<1:1>>, 1.5, 0.0, 1.0e300, 1, 1 bsl 70, [], [1], #{}, {}]],
    [row(erlang, is_record, A) || A <- [[{a, 1}, a, 2], [{a, 1}, a, 3], [{a, 1}, 1, 2], [{a, 1}, a, b], [{a, 1}, a, -1], [{a, 1}, a, 1 bsl 70],
        [b, a, a], [{}, a, 0], [{}, a], [{a}, a]]],
    [row(erlang, is_function, [a, X]) || X <- [-1, 0, a, 1.0, 1 bsl 70, -(1 bsl 70)]],
    [row(erlang, F, [{a, "b", 2.5}, R]) || F <- [phash2, phash], R <- [1, 10, 1 bsl 32, (1 bsl 32) + 1, 0, -1, a]],
    [row(erlang, phash2, [X]) || X <- [a, "abc", #{a => 1}]],
    [row(math, F, [X]) || F <- [acos, acosh, asin, asinh, atan, atanh, ceil, cos, cosh, erf, erfc, exp, floor, log, log10, log2, sin,
        sinh, sqrt, tan, tanh], X <- [a, 0, 1, -1, 0.5, 2.5, 1000, -1000.0, 1 bsl 100, 1 bsl 2000, -0.0]],
    [row(math, F, [X, Y]) || F <- [pow, fmod, atan2], X <- [a, 0, 2, -8, 5.5, 1 bsl 2000], Y <- [0, 2, -2, 0.5, 1000, 1 bsl 2000, b]].

row(M, F, A) ->
    R = try apply(M, F, A) catch error:E -> {error, E} end,
    S = io_lib:format("{\"~s\", \"~s\", R\"(~w)\", R\"(~w)\"},~n", [M, F, A, R]),
    case iolist_size(S) < 1000 of
        true -> io:put_chars(S);
        false -> ok
    end.
