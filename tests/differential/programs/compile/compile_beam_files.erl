%% SPDX-License-Identifier: Apache-2.0
%% beam_lib, beam_disasm and what is built on debug information: chunks, comparing, stripping, errors of damaged files.
-module(compile_beam_files).
-export([main/0]).

main() ->
    {ok, cbf, B1} = compile:forms(forms(1), [deterministic, debug_info]),
    {ok, cbf, B2} = compile:forms(forms(2), [deterministic, debug_info]),
    {ok, cbf, B3} = compile:forms(forms(1), [deterministic, debug_info, compressed]),
    show([lists:keydelete(file, 1, lists:keydelete(binary, 1, beam_lib:info(B))) || B <- [B1, B3]]),
    show(beam_lib:chunks(B1, [exports, imports, locals, attributes, compile_info, indexed_imports, labeled_exports])),
    show(beam_lib:chunks(B1, ["Attr", "Line", "Nope"])),
    show(beam_lib:chunks(B1, ["Nope"], [allow_missing_chunks])),
    show(erlang:phash2(beam_lib:chunks(B1, [abstract_code, debug_info]))),
    show(beam_lib:chunks(B1, [atoms])),
    show(beam_lib:version(B1)),
    show(beam_lib:md5(B1)),
    show([beam_lib:cmp(B1, B1), beam_lib:cmp(B1, B2), beam_lib:cmp(B1, B3), beam_lib:cmp(B1, <<"x">>)]),
    {ok, {cbf, S}} = beam_lib:strip(B1),
    show([byte_size(S), [Id || {Id, _, _} <- element(2, lists:keyfind(chunks, 1, beam_lib:info(S)))], beam_lib:cmp(B1, S)]),
    show([beam_lib:info(<<"FOR1">>), beam_lib:info("/none"), beam_lib:chunks(binary:part(B1, 0, 100), [exports])] =/= []),
    show([{beam_lib, R} = {element(2, {error, beam_lib}), R} || {error, beam_lib, {R, _, _}} <- [beam_lib:chunks(binary:part(B1, 0, N), [exports]) || N <- [0, 4, 20, 100]]]),
    show(lists:flatten(beam_lib:format_error({not_a_beam_file, "x"}))),
    {beam_file, cbf, Exports, _, _, Code} = beam_disasm:file(B1),
    show(Exports),
    [show(F) || F <- Code],
    {ok, {_, [{abstract_code, {_, Abstract}}]}} = beam_lib:chunks(B1, [abstract_code]),
    io:put_chars([erl_pp:form(F) || F <- Abstract]),
    io:put_chars(erl_prettypr:format(erl_syntax:form_list(Abstract))),
    show(erl_syntax_lib:analyze_forms(Abstract)).

forms(N) ->
    Text = "-module(cbf). -export([f/1, g/0]). -vsn(7). -author(me). "
           "f(X) when is_integer(X), X > 3 -> {X, [g(), \"text\" | X]}; f([H | T]) -> fun(Y) -> {H, T, Y} end; f(<<A:4, B/bitstring>>) -> {A, B}; "
           "f(#{k := V}) -> try V() of 1 -> one catch throw:E -> E; error:_:S -> S after ok end. "
           "g() -> receive {m, X} -> X after 10 -> " ++ integer_to_list(N) ++ ".5 end.",
    {ok, Ts, _} = erl_scan:string(Text),
    parse(Ts, []).

parse([], []) -> [];
parse([{dot, _} = T | Ts], Acc) ->
    {ok, F} = erl_parse:parse_form(lists:reverse([T | Acc])),
    [F | parse(Ts, [])];
parse([T | Ts], Acc) -> parse(Ts, [T | Acc]).

show(X) -> io:format("~tp~n", [X]).
