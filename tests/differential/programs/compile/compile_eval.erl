%% SPDX-License-Identifier: Apache-2.0
%% Code that is read and evaluated: erl_scan, erl_parse, erl_eval with its funs and errors, merl, epp.
-module(compile_eval).
-export([main/0]).

main() ->
    [show(eval(T)) || T <- [
        "1 + 2 * 3.", "X = 5, Y = X * 2, {X, Y}.", "[X * X || X <- lists:seq(1, 5), X rem 2 =:= 1].", "<< <<(X + 1)>> || <<X>> <= <<1, 2, 3>> >>.",
        "#{K => V || {K, V} <- [{1, a}, {2, b}]}.", "F = fun(0) -> 1; (N) -> N * 2 end, {F(0), F(7), is_function(F, 1)}.",
        "F = fun Fact(0) -> 1; Fact(N) -> N * Fact(N - 1) end, F(20).", "case {a, 1} of {a, N} when N > 0 -> N; _ -> no end.",
        "try throw(x) catch throw:T -> {caught, T} after ok end.", "try error(x) catch C:R:S -> {C, R, is_list(S)} end.",
        "receive after 0 -> timeout end.", "self() ! {m, 1}, receive {m, Z} -> Z end.", "begin A = 1, B = A + 1, {A, B} end.",
        "if 1 > 2 -> a; true -> b end.", "M = #{1 => 1}, M#{1 := 2, 2 => 3}.", "<<A:4, B:12/little, C/binary>> = <<1, 2, 3, 4>>, {A, B, C}.",
        "catch exit(gone).", "maybe {ok, A} ?= {ok, 1}, {ok, B} ?= {no, A}, B else E -> {else_, E} end.", "lists:map(fun erlang:abs/1, [-1, 2]).",
        "[{X, Y} || X <- [1, 2] && Y <- [a, b]].", "X = \"string\" \"s\", X ++ [$\\n].", "16#FF + 2#101 - $a.", "-5 div 2, (-5) rem 2, 5 band 3 bor 8 bxor 1 bsl 2.",
        "not true orelse false andalso x.", "1 / 0.", "undefined_function(1).", "X.", "1 = 2.", "a:b().", "fun() -> x end(1).", "case x of y -> 1 end.",
        "F = fun(X) when X > 1 -> X end, F(0).", "{a, b, c", "foo bar.", "\"unterminated", "$\\x{zz}.", "[X || X <- not_a_list].", "#r{}."]],
    {value, F, _} = erl_eval:exprs(parse("fun(X, Y) -> lists:foldl(fun(A, B) -> A + B + Y end, X, [1, 2, 3]) end."), []),
    show([F(10, 100), erlang:fun_info(F, arity), erlang:fun_info(F, type)]),
    show(erl_eval:exprs(parse("f(1) + g(X)."), [{'X', 5}], {value, fun(N, As) -> length(As) + case N of f -> 10; g -> 20 end end})),
    show(erl_eval:expr_list(parse("1 + 1, X."), [{'X', y}])),
    show(lists:sort(erl_eval:bindings(element(3, erl_eval:exprs(parse("A = 1, {B, C} = {2, A}."), []))))),
    %% tokens
    [show(erl_scan:string(T, {1, 1}, O)) || {T, O} <- [{"foo(Bar, 'q a', \"s\", $c, 1.5e3, 16#ff, 1_000) -> % c\n ok.", [return]}, {"a. b", []}, {"?M #r ... <- => :=", [text]}, {"'unterminated", []}, {"1.", []}, {"~b\"sigil\" \"\"\"\n  text\n  \"\"\"", []}]],
    show(erl_scan:tokens([], "a(", 1)),
    show(erl_parse:parse_term(element(2, erl_scan:string("{a, [1, -2.0, <<\"b\">>], #{k => v}}.")))),
    show(erl_parse:abstract({a, [1, "str"], #{k => 1.5}, <<1, 2:3>>})),
    show([lists:flatten(erl_pp:exprs(parse(T))) || T <- ["case X of {a, _} when is_atom(X); X > 1 -> [Y || Y <- X]; _ -> fun f/1 end.", "<<X:8/integer-unit:2, \"abc\">>.", "try a() catch error:_ -> b after c end."]]),
    %% merl
    Tree = merl:quote("{foo, _@bar, [_@@args]}"),
    Subst = merl:subst(Tree, [{bar, merl:term(42)}, {args, [merl:term(a), merl:term("b")]}]),
    show(erl_prettypr:format(Subst)),
    show(merl:match(merl:quote("{foo, _@x, _}"), merl:quote("{foo, bar, baz}"))),
    {ok, _} = merl:compile_and_load(merl:quote(["-module(ce_merl).", "-export([f/1]).", "f(X) -> {merl, X}."])),
    show(ce_merl:f(1)),
    code:purge(ce_merl), code:delete(ce_merl), code:purge(ce_merl),
    show(erl_expand_records:module([{attribute, 1, record, {r, [{record_field, 1, {atom, 1, a}}]}}, {function, 1, f, 0, [{clause, 1, [], [], [{record, 1, r, []}]}]}], [])),
    show(erl_lint:is_guard_test({op, 1, '>', {integer, 1, 1}, {integer, 1, 2}})),
    show(io_lib:format("~p", [erl_anno:new(5)])).

eval(Text) ->
    try erl_eval:exprs(parse(Text), []) of
        {value, V, Bs} -> {V, [{N, case is_function(B) of true -> function; false -> B end} || {N, B} <- lists:sort(erl_eval:bindings(Bs)), N =/= 'S']}
    catch
        C:R -> {C, case R of {badfun, _} -> badfun; {badarity, {_, As}} -> {badarity, As}; _ -> R end}
    end.

parse(Text) ->
    case erl_scan:string(Text) of
        {ok, Ts, _} ->
            case erl_parse:parse_exprs(Ts) of
                {ok, Es} -> Es;
                {error, {_, M, E}} -> throw(lists:flatten(M:format_error(E)))
            end;
        {error, {_, M, E}, _} -> throw(lists:flatten(M:format_error(E)))
    end.

show(X) -> io:format("~tp~n", [X]).
