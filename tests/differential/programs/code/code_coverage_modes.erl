%% SPDX-License-Identifier: Apache-2.0
%% alone
%% not in variant: r24 r25 r26
%% Coverage that is counted by the machine: a module is loaded in each mode, with and without executable_line, with
%% line_coverage forced, and what each question says before, after and when the counts are reset.
-module(code_coverage_modes).
-export([main/0]).

main() ->
    show(code:coverage_support()),
    show([code:get_coverage_mode(), code:get_coverage_mode(?MODULE), code:get_coverage_mode(lists)]),
    show([code:set_coverage_mode(M) || M <- [none, line, line_counters, function, function_counters, none]]),
    [case_of(Mode, Options) || Mode <- [none, function, function_counters, line, line_counters],
                               Options <- [[], [line_coverage], [line_coverage, force_line_counters], [force_line_counters], [line_coverage, inline, {inline, [{k, 1}]}]]],
    versions(),
    on_load().

case_of(Mode, Options) ->
    show({Mode, Options}),
    load(Mode, beam(source(), Options)),
    show(code:get_coverage_mode(covered)),
    ask(),
    covered:fib(5),
    catch covered:fact(x),
    covered:one_line(a),
    covered:one_line(b),
    covered:one_line(a),
    [covered:clauses(X) || X <- [1, 2, {3, 4}, "text", <<5>>]],
    covered:fact(20),
    covered:multi(3),
    covered:raises(0),
    covered:raises(1),
    (covered:fun_of(1))(2),
    apply(covered, fib, [0]),
    spawn_and_wait(fun covered:fib/1, [1]),
    covered:comprehension([1, 2, 3, x]),
    covered:waits(),
    ask(),
    show(try_(fun() -> code:reset_coverage(covered) end)),
    ask(),
    covered:fib(1),
    ask(),
    unload(),
    ask().

ask() ->
    [show({What, try_(fun() -> code:get_coverage(What, covered) end)}) || What <- [function, line, cover_id_line, cover_line_id]].

%% Each version has its own; the old one's go on for who is in it, and nobody can see them.
versions() ->
    load(line_counters, beam(source(), [line_coverage])),
    F = covered:fun_of(1),
    F(1),
    show(lists:sum([N || {_, N} <- code:get_coverage(line, covered)])),
    load(function, beam(source(), [line_coverage])),
    F(1),
    show([{covered, code:get_coverage(function, covered)}, code:get_coverage_mode(covered)]),
    unload(),
    show([try_(fun() -> code:get_coverage_mode(covered) end)]).

on_load() ->
    load(function_counters, beam(["-on_load(up/0).\n", source(), "up() ->\n down(),\n ok.\ndown() ->\n ok.\n"], [])),
    show(code:get_coverage(function, covered)),
    unload().

load(Mode, Beam) ->
    code:set_coverage_mode(Mode),
    {module, covered} = code:load_binary(covered, "covered.beam", Beam),
    code:set_coverage_mode(none).

unload() ->
    code:purge(covered),
    true = code:delete(covered),
    code:purge(covered).

spawn_and_wait(F, Args) ->
    {P, R} = spawn_monitor(fun() -> apply(F, Args) end),
    receive {'DOWN', R, process, P, normal} -> ok end.

beam(Source, Options) ->
    {ok, covered, Beam} = compile:forms(forms(lists:flatten(["-module(covered).\n", Source])), Options),
    Beam.

forms(Text) ->
    {ok, Tokens, _} = erl_scan:string(Text),
    [begin {ok, Form} = erl_parse:parse_form(F), Form end || F <- split(Tokens, [])].
split([], []) -> [];
split([{dot, _} = Dot | Rest], Form) -> [lists:reverse([Dot | Form]) | split(Rest, [])];
split([Token | Rest], Form) -> split(Rest, [Token | Form]).

source() ->
    ["-export([fib/1, fact/1, one_line/1, clauses/1, multi/1, raises/1, fun_of/1, comprehension/1, waits/0, never/0]).\n"
     "fact(N) when is_integer(N), N >= 0 ->\n    fact(N, 1).\n"
     "fact(0, P) ->\n    P;\nfact(N, P) ->\n    fact(N - 1, P * N).\n"
     "fib(N) ->\n    fib(N, 0, 1).\n"
     "fib(0, _, B) ->\n    B;\nfib(N, A, B) ->\n    fib(N - 1, B, A + B).\n"
     "one_line(X) -> case X of a -> k(1); b -> k(2) end.\n"
     "k(X) -> X.\n"
     "clauses(X) when is_integer(X) ->\n case X of\n 1 -> one;\n _ ->\n other\n end;\nclauses({_, B}) -> B;\n"
     "clauses(<<B>>) ->\n if B > 4 ->\n big;\n true ->\n small\n end;\nclauses(L) ->\n length(L).\n"
     "multi(N) ->\n k(k(N)\n + k(N)\n * k(N)).\n"
     "raises(N) ->\n try\n 1 / N\n of X ->\n X\n catch error:badarith ->\n none\n after\n k(N)\n end.\n"
     "fun_of(X) ->\n fun(Y) ->\n X + Y\n end.\n"
     "comprehension(L) ->\n [X * 2 || X <- L,\n is_integer(X)].\n"
     "waits() ->\n self() ! m,\n receive\n m ->\n got\n after 10000 ->\n late\n end.\n"
     "never() ->\n k(1),\n k(2).\n"].

try_(F) -> try F() catch C:R -> {C, R} end.

show(X) -> io:format("~tp~n", [X]).
