%% SPDX-License-Identifier: Apache-2.0
%% alone
%% What the functions for native coverage refuse, and what the report of each error says.
-module(code_coverage_errors).
-export([main/0]).

main() ->
    Loaded = ?MODULE,
    NotLoaded = not_a_loaded_module,
    Modules = [42, NotLoaded, Loaded, "lists", '_', []],
    [refused(get_coverage, [What, M]) || What <- [function, line, cover_id_line, cover_line_id, whatever, 1], M <- Modules],
    [refused(F, [M]) || F <- [get_coverage_mode, reset_coverage], M <- Modules, {F, M} =/= {get_coverage_mode, Loaded}],
    [refused(set_coverage_mode, [M]) || M <- [42, xyz, true, false, "line", all]],
    code:set_coverage_mode(function),
    show(code:get_coverage_mode()),
    refused(set_coverage_mode, [line_coverage]),
    show(code:get_coverage_mode()),
    show(code:set_coverage_mode(none)),
    [refused(F, A) || {F, A} <- [{coverage_support, [1]}, {get_coverage_mode, [1, 2]}, {get_coverage, [1]}]].

refused(F, A) ->
    try apply(code, F, A) of
        Answer -> show({F, A, answers, Answer})
    catch
        C:R:S ->
            {M, Name, Args, Info} = hd(S),
            Lines = erl_error:format_exception(C, R, [hd(S)]),
            show({C, R, {M, Name, Args, proplists:get_value(error_info, Info)}, lists:flatten(Lines)})
    end.

show(X) -> io:format("~tp~n", [X]).
