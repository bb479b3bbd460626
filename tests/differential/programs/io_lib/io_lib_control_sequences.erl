%% io_lib:format of every control sequence, with widths, precisions, padding and modifiers.
-module(io_lib_control_sequences).
-export([main/0]).

main() ->
    s("~c ~5c ~-5c ~.3c ~5.3c ~tc ~c", [$a, $b, $c, $d, $e, 1234, 256 + $f]),
    s("~f ~.3f ~10.2f ~-10.2f|~10.2.*f ~*f ~.*f", [1.5, 2.0, 3.14159, 2.5, $x, 2.5, 12, 1.0, 1, 2.25]),
    s("~f ~.1f ~3.1f ~f", [1.0e20, 0.05, 12345.6, -0.0]), s("~e ~.3e ~15.4e ~10.*.0e", [1.5e10, 2.0, 3.14159, 4, 1.0e-5]),
    s("~g ~.3g ~15.4g ~g ~g ~g", [1.5e10, 2.0, 0.00314159, 0.1, 1.0e-7, 123456.0]),
    s("~s ~10s ~-10s| ~.3s ~10.3s ~ts ~3s", ["abc", <<"def">>, abc, "abcdef", "abcdef", [1234, $a], "toolong"]),
    s("~ts ~ts ~10ts ~s", ['фы', <<"ф"/utf8>>, "фы", [$a, [<<"b">> | "c"]]]),
    s("~w ~10w ~-10w| ~.3w ~tw ~w", [{a, "b", <<1, 2>>}, abc, abc, abcdef, 'ф', 'needs quote']),
    s("~w ~w ~w ~w", [[1 | 2], #{a => 1}, 1.0e22, <<5:3>>]), s("~w ~tw", ["ф", "ф"]),
    s("~p ~10p ~tp ~lp", [{a, "b", <<"bin">>, [{x, 1}]}, lists:seq(1, 30), "фы", "ab"]),
    s("~p ~0p ~20p ~80p", [#{k => lists:seq(1, 50)}, #{k => lists:seq(1, 50)}, {a, {b, {c, lists:duplicate(20, d)}}}, lists:duplicate(40, "abc")]),
    s("~p", [{long_atom_name, [{key, "a string that is long enough to go on the next line", <<"and a binary that is long">>}, self_made]}]),
    s("~p ~p ~p ~tp", [<<"åäö">>, <<"åäö"/utf8>>, [$a, 228], <<"åф"/utf8>>]), s("~p", ["a\tb\n\e\d\"\\"]),
    s("~W ~P ~tP ~W ~P", [lists:seq(1, 30), 5, lists:seq(1, 30), 5, {a, {b, {c, d}}}, 4, "string", 3, <<"0123456789">>, 3]),
    s("~b ~10b ~.16b ~B ~.2B ~x ~X ~.16x ~.36b ~-5b|", [123, -4, 255, 255, 10, 12, "0x", 255, "0y", 255, "16#", 35, 7]),
    s("~# ~.16# ~+ ~.8+ ~.16#", [10, 255, 12, 64, -255]), s("~b", [1 bsl 100]), s("~i~w~n~~~i", [a, b, c]), s("~3n~2~", []),
    s("~kw ~kp", [#{c => 1, a => 2, b => 3}, #{b => 1, a => 2}]), s("~Kp", [undefined, #{x => y}]), s("~Kp", [reversed, #{1 => a, 2 => b}]),
    s("~99999p", [lists:seq(1, 60)]), s("~tlp ~ltp", ["фы", "ab"]),
    [s(F, A) || {F, A} <- [{"~q", [a]}, {"~w", []}, {"~w", [a, b]}, {"~s", [{a}]}, {"~c", [a]}, {"~s", ["ф"]}, {"~b", [1.0]}, {"~f", [1]},
                           {"~", []}, {"~10", []}, {"~.37b", [1]}, {"~.1g", [a]}, {foo, []}, {<<"~w">>, [a]}, {"~w", a}]],
    [erlang:display(io_lib:format("~p", [X], [{chars_limit, N}])) || X <- [lists:seq(1, 100), "a long string of characters", {a, b, [c]}], N <- [0, 5, 20]],
    [erlang:display(lists:flatten(io_lib:print(X, C, L, D))) || X <- [{a, [b, {c, "d"}], #{e => f}}], C <- [1, 5], L <- [10, 80], D <- [-1, 3]],
    [erlang:display(c(fun() -> io_lib:F(A) end)) || F <- [write, write_string, write_atom, write_char, printable_list, latin1_char_list, char_list, deep_char_list],
                                    A <- ["abc", [1234], abc, $a, "å"]],
    [erlang:display(c(fun() -> io_lib:fread(F, S) end)) || {F, S} <- [{"~d", "12 x"}, {"~f", "1.5"}, {"~a~s", "foo bar"}, {"~c~3c", "abcd"}, {"~16u", "ff"}, {"~d", "x"},
                                                       {"~d", ""}, {"~#", "16#1f"}, {"a ~d b", "a  5 b"}, {"~l~d~l", " 12"}, {"~*d~d", "1 2"}]],
    [erlang:display(sorted(io_lib:scan_format(F, A))) || {F, A} <- [{"a~10.3.xtw~n", [b]}, {"~-*.*s", [5, 6, "x"]}]],
    erlang:display(io_lib:unscan_format(io_lib:scan_format("a~10.3.xtw~n", [b]))).

s(F, A) ->
    erlang:display({F, try unicode:characters_to_binary(io_lib:format(F, A)) catch C:R -> {C, R} end}).

c(F) -> try F() catch C:R -> {C, R} end.

sorted(L) -> [if is_map(X) -> lists:sort(maps:to_list(X)); true -> X end || X <- L].
