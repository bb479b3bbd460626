%% SPDX-License-Identifier: Apache-2.0
-module(ets_trace_specs_tried_out).
-export([main/0]).

%% erlang:match_spec_test/3 of specifications for tracing: nothing is traced.
main() ->
    [d({A, S, result(fun() -> erlang:match_spec_test(A, S, trace) end)}) || S <- specs(), A <- [[], [a, 1], [{x, y}]]],
    [d({A, D, result(fun() -> erlang:match_spec_test(A, [{'_', [], []}], D) end)}) || {A, D} <-
        [{x, trace}, {{a}, trace}, {[a], x}, {{a}, table}, {[a], table}]],
    ok.

specs() ->
    [[{'_', [], []}], [{'$1', [], [{message, '$1'}]}], [{['$1', '$2'], [], [{message, {{'$2', '$1'}}}]}], [{[], [], [{message, none}]}],
     [{['_' | '_'], [], []}], [{{'$1', '$2'}, [], [{message, '$_'}]}], [{{}, [], []}], [{{{x, '$1'}}, [], [{message, '$1'}]}],
     [{a, [], []}], [{#{}, [], []}], [{'_', [], [{return_trace}]}], [{'_', [], [{exception_trace}]}],
     [{'_', [], [{return_trace}, {exception_trace}, {message, false}]}], [{'_', [], [{message, true}]}], [{'_', [], [{message, a}, {message, b}]}],
     [{'_', [{message, a}], []}], [{'_', [{return_trace}], []}], [{'_', [], [{message}]}], [{'_', [], [{return_trace, 1}]}],
     [{'_', [], [{message, {is_seq_trace}}]}], [{'_', [{is_seq_trace}], []}, {'_', [], [{message, other}]}], [{'_', [{is_seq_trace, 1}], []}],
     [{'_', [], [{message, {get_seq_token}}]}], [{'_', [], [{message, {caller}}]}], [{'_', [], [{message, {caller_line}}]}],
     [{'_', [], [{message, {get_tcw}}]}], [{'_', [{'==', {get_tcw}, 0}], [{message, {set_tcw, 5}}]}], [{'_', [], [{message, {set_tcw, x}}]}],
     [{'_', [{set_tcw, 1}], []}], [{'_', [], [{silent, true}]}], [{'_', [], [{message, {silent, x}}]}], [{'_', [{silent, true}], []}],
     [{'_', [], [{silent}]}], [{'_', [], [{message, {self}}]}] -- [{'_', [], [{message, {self}}]}], [{[a, '_'], [], [{display, '$_'}]}],
     [{'_', [], [{display}]}], [{'_', [{display, 1}], []}], [{'_', [], [{process_dump, 1}]}], [{'_', [{process_dump}], []}],
     [{'_', [], [{set_seq_token, a}]}], [{'_', [{set_seq_token, a, b}], []}], [{'_', [], [{trace, a}]}], [{'_', [], [{enable_trace}]}],
     [{'_', [], [{disable_trace, a, b, c}]}], [{'_', [{caller}], []}], [{'_', [], [{caller, 1}]}], [{'_', [], ['$1']}], [{'_', [], x}],
     [{'_', [], [a, b]}], [{'_', x, []}], x, [], [x], [{[a | b], [], []}], [{['$1', '$1'], [], []}], [{[a, '$1'], [{is_integer, '$1'}], ['$1']}],
     [{'_', [{foo}], [{bar, 1}]}], [{'$1', [{'==', {length, '$1'}, 2}], [{message, '$$'}]}, {'_', [], [{message, false}]}]].

result(F) ->
    try F()
    catch C:R -> {C, R}
    end.

d(X) -> erlang:display(X).
