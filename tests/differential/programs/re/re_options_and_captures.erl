%% What re:compile, re:run and re:inspect answer, by option and by capture specification.
-module(re_options_and_captures).
-export([main/0]).

main() ->
    options(), captures(), names(), newlines(), unicode(), global(), limits(), precompiled(), latin1(), bad().

r(S, RE) -> r(S, RE, []).
r(S, RE, O) -> erlang:display({S, RE, O, try re:run(S, RE, O) catch C:R:T -> {C, R, info(T)} end}).
c(RE) -> c(RE, []).
c(RE, O) ->
    erlang:display({RE, O, try re:compile(RE, O) of
                               {ok, {re_pattern, N, U, L, _}} -> {ok, N, U, L};
                               E -> E
                           catch C:R:T -> {C, R, info(T)} end}).
info([{M, F, A, I} | _]) when is_list(A) -> info([{M, F, length(A), I}]);
info([{M, F, A, I} | _]) -> {M, F, A, lists:sort(maps:to_list(proplists:get_value(error_info, I, #{})))}.

options() ->
    r("abc", "B", [caseless]), r("abc", "b", [anchored]), r("a\nb", "a.b"), r("a\nb", "a.b", [dotall]),
    r("a\nb", "^b$"), r("a\nb", "^b$", [multiline]), r("b\n", "b$"), r("b\n", "b$", [dollar_endonly]),
    r("ab", "a b # c", [extended]), r("x\nab", "ab", [firstline]), r("abab", "(a)(b)", [no_auto_capture]),
    r("aaa", "a+", [ungreedy]), r("aaa", "a+?", [ungreedy]), r("aaa", "a*", [notempty]), r("bbb", "a*", [notempty]),
    r("baa", "a*", [notempty_atstart]), r("abc", "^a", [notbol]), r("abc", "c$", [noteol]), r("abcabc", "b", [{offset, 2}]),
    r("abc", "a*", [{offset, 3}]), r("", ""), r("abc", "b", [no_start_optimize]), r(["a", <<"b">>, [$c | <<"d">>]], "bcd"),
    r("1a", "\\j"), r("a-b.c", "[\\w-.]+"), r("jj", "\\j\\y"), r("a]b", "a]b"), r("ab", "a\0b"), r("x{,3}", "x{,3}"), r("foobar", "(?<=foo)bar"),
    r("foobar", "foo\\Kbar"), r("aa", "(a)\\1"), r("abcd", "(?|(a)|(b))c?d"), r("((a))", "\\((?R)?a?\\)"), r("aXb", "a(?i)x(?-i)b").

captures() ->
    S = "xaby", RE = "(a)(z)?(b)(q)?",
    [r(S, RE, [{capture, V, T}]) || V <- [all, all_but_first, first, none, [], [0, 3], [2, 4, 9], all_names, [nn], ["nn", <<"x">>]],
                                    T <- [index, list, binary]],
    r(S, RE, [{capture, all_but_first}]), r(S, RE, [{capture, [1], foo}]), r(S, RE, [{capture, [-1]}]), r(S, RE, [{capture, foo}]),
    r(S, RE, [{capture, [1 | 2]}]), r(S, RE, [{capture, [{}]}]), r(<<"xaby">>, RE, [{capture, all, binary}]),
    r("q", RE, [{capture, all, list}]), r(S, "b", [{capture, first, binary}, {capture, all, list}]).

names() ->
    r("abc", "(?<one>a)(?P<two>b)(?'three'c)", [{capture, all_names, list}]),
    r("abc", "(?<one>a)(?<two>z)?", [{capture, [two, "one", <<"two">>, 1], binary}]),
    r("b", "(?<x>a)|(?<x>b)", [dupnames, {capture, [x], list}]), r("b", "(?<x>a)|(?<x>b)", [dupnames, {capture, all_names, list}]),
    r("b", "(?<x>a)|(?<x>b)", []), r("abab", "(?<p>ab)\\k<p>", []),
    [begin {ok, P} = re:compile(RE, O), erlang:display({RE, re:inspect(P, namelist)}) end
     || {RE, O} <- [{"a", []}, {"(?<b>a)(?<a>b)(?<c>c)", []}, {"(?<x>a)|(?<x>b)", [dupnames]}]],
    [erlang:display(try re:inspect(P, I) catch C:E:T -> {C, E, info(T)} end)
     || {P, I} <- [{a, namelist}, {{re_pattern, 1, 1, 1, <<>>}, namelist}, {element(2, re:compile("a")), foo}]].

newlines() ->
    [r(S, RE, [multiline, {newline, N}]) || N <- [cr, lf, crlf, any, anycrlf], RE <- ["^b", "a.", "a.b", "a\\Rb"],
                                            S <- ["a\rb", "a\nb", "a\r\nb", [$a, 133, $b], "a\vb"]],
    [c("a", [{newline, N}]) || N <- [cr, lf, crlf, any, anycrlf, foo]], c("(*CRLF)a"), c("(*ANY)a"),
    c("a", [{newline, lf}, {newline, any}, {newline, crlf}]), c("a", [bsr_anycrlf, bsr_unicode]),
    r("a\vb", "a\\Rb", [bsr_anycrlf]), r("a\vb", "a\\Rb", [bsr_unicode]), r("a\vb", "(*BSR_ANYCRLF)a\\Rb").

unicode() ->
    r(<<"aäb"/utf8>>, <<"ä"/utf8>>, [unicode]), r([$a, 228, 1100], [1100], [unicode]), r([$a, 228, 1100], [1100], [unicode, {capture, all, list}]),
    r([$a, 228, 1100], "(.)$", [unicode, {capture, all, binary}]), r(<<"aäb"/utf8>>, <<".b">>, [unicode, {capture, all, list}]),
    r(<<"Ä"/utf8>>, <<"ä"/utf8>>, [unicode, caseless]), r(<<"ä"/utf8>>, "\\w", [unicode]), r(<<"ä"/utf8>>, "\\w", [unicode, ucp]),
    r(<<"ä"/utf8>>, "\\p{Ll}", [unicode]), r(<<255>>, <<"a">>, [unicode]), r(<<"ä"/utf8>>, <<"a">>, [unicode, {offset, 1}]),
    c(<<255>>, [unicode]), c([1100], [unicode]), c([1100]), r([1100], "a"), c("(*UTF8)a", [never_utf]), c("\\x{100}"), c("\\x{100}", [unicode]).

global() ->
    r("abcab", "b", [global]), r("abcab", "x*", [global]), r("abcab", "(a)(b)", [global, {capture, all, list}]),
    r(<<"aäbä"/utf8>>, <<"ä"/utf8>>, [global, unicode]), r(<<"aäbä"/utf8>>, <<"ä?"/utf8>>, [global, unicode, {capture, all, list}]),
    r("a\r\nb", "$", [global, multiline, {newline, anycrlf}]), r("abc", "", [global]), r("abc", "q", [global]),
    erlang:display(re:split("a,b,,c", ",")), erlang:display(re:split("a1b2c", "([0-9])", [{return, list}])),
    erlang:display(re:split("abc", "", [{return, list}, trim])), erlang:display(re:split("a b c", " ", [{parts, 2}, {return, binary}])),
    erlang:display(re:replace("abcabc", "b", "[&\\0]", [global, {return, list}])), erlang:display(re:replace("abc", "(b)(c)", "\\2\\g{1}")),
    erlang:display(re:replace([$a, 1100], [1100], [1101], [unicode, {return, binary}])),
    erlang:display(re:replace("abc", "b", fun(M, G) -> [$<, M, G, $>] end, [{return, list}])).

limits() ->
    r("aaaaaaaaaaaaaz", "(a+)*zz", [{match_limit, 10}, report_errors]), r("aaaaaaaaaaaaaz", "(a+)*zz", [{match_limit, 10}]),
    r("aaaaaaaaaaaaaz", "(a+)*zz", [{match_limit_recursion, 1}, report_errors]), r("abc", "(", [report_errors]), r("abc", "("),
    r("aaaaaaaaaaaaaz", "(a+)*zz", []), r("a", "a", [{match_limit, -1}]), r("a", "a", [{match_limit, 1 bsl 31}]).

precompiled() ->
    {ok, P} = re:compile("(b)", [caseless]),
    erlang:display([re:run("aB", P), re:run("aB", P, [{capture, all_but_first, list}]), re:run("aBB", P, [global]),
                    catch_class(fun() -> re:run("aB", P, [caseless]) end), re:run("ab", P, [anchored])]),
    {ok, N} = re:compile("^b", [multiline]),
    erlang:display([re:run("a\rb", N), re:run("a\rb", N, [{newline, cr}])]),
    {ok, U} = re:compile("ä", [unicode]),
    erlang:display([re:run("xä", U, [{capture, all, list}]), re:run(<<"xä"/utf8>>, U)]),
    [erlang:display(catch_class(fun() -> re:run("a", B) end))
     || B <- [a, {}, {re_pattern, 0, 0, 0, <<>>}, {re_pattern, 0, 0, 0, <<"abcdefghijkl">>}, {re_pattern, a, 0, 0, <<>>}]].

catch_class(F) -> try F() catch C:R -> {C, R} end.

latin1() ->
    [erlang:display({Class, [C || C <- lists:seq(0, 255), re:run(<<C>>, Class) =/= nomatch]})
     || Class <- ["\\w", "\\s", "\\d", "\\h", "\\v"]
            ++ ["[[:" ++ N ++ ":]]" || N <- ["alpha", "lower", "upper", "alnum", "ascii", "blank", "cntrl", "digit", "graph",
                                             "print", "punct", "space", "word", "xdigit"]]],
    erlang:display([{C, D} || C <- lists:seq(128, 255), D <- lists:seq(128, 255), C =/= D,
                              re:run(<<C>>, [$[, D, $]], [caseless]) =/= nomatch]).

bad() ->
    [c(RE) || RE <- ["(", ")", "[", "*", "a**", "\\", "\\c", "a{2,1}", "a{99999}", "[b-a]", "(?z)", "[[:foo:]]", "[:alpha:]", "(?<n", "(?<n>a)(?<n>b)",
                     "\\2", "(a)\\2", "(?P=foo)", "(?#", "(?(1", "(?(1)a|b|c)", "\\L", "(?C256)", "(*FOO)",
                     "\\x{110000000}", "\\k", "(?P>x", "(?<1a>b)", "\\o{9}", "\\x{zz}", "(?R", "(?&foo)", "[\\d-z]", "[\\w-.]", "[x\\s-.\\d-]", "[a-\\d]", "\\p{Foo}",
                     "(?(?a)b)", "[[.a.]]"]],
    [c("a", O) || O <- [foo, [foo], [{offset, 1}], [global], [caseless | unicode], [{newline}], [{a, b, c}], [{1, 2}]]],
    [r("a", "a", O) || O <- [foo, [foo], [{offset, -1}], [{offset, a}], [{offset, 1 bsl 40}], [caseless | unicode], [{capture, a, b, c}]]],
    c(foo), c([a]), c(<<1:1>>), r(foo, "a"), r("a", foo), r(<<1:1>>, "a"), r("a", {a}), r("a", <<3:3>>).
