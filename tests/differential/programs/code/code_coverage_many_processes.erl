%% SPDX-License-Identifier: Apache-2.0
%% alone
%% not in variant: r24 r25 r26
%% Counters of coverage are exact however many processes run the code, on however many schedulers; so are they where the
%% code has been compiled to native code in the meantime, and after they were reset.
-module(code_coverage_many_processes).
-export([main/0]).

main() ->
    [begin
         load(Mode),
         run(8, 3000),
         show({Mode, what(Mode)}),
         ok = code:reset_coverage(busy),
         run(4, 500),
         show({Mode, what(Mode)}),
         code:purge(busy), code:delete(busy), code:purge(busy)
     end || Mode <- [function, function_counters, line, line_counters]].

what(Mode) when Mode =:= function; Mode =:= function_counters -> code:get_coverage(function, busy);
what(_) -> {code:get_coverage(function, busy), code:get_coverage(line, busy)}.

run(Processes, Calls) ->
    Started = [spawn_monitor(fun() -> Calls = busy:loop(Calls, 0) end) || _ <- lists:seq(1, Processes)],
    [receive {'DOWN', R, process, P, normal} -> ok end || {P, R} <- Started].

load(Mode) ->
    Text = "-module(busy).\n-export([loop/2]).\n"
           "loop(0, Sum) ->\n Sum;\nloop(N, Sum) ->\n case even(N) of\n true ->\n loop(N - 1, add(Sum));\n false ->\n loop(N - 1,\n Sum + 1)\n end.\n"
           "even(N) ->\n N rem 2 =:= 0.\nadd(N) ->\n N + 1.\nnever() ->\n ok.\n",
    {ok, Tokens, _} = erl_scan:string(Text),
    Forms = [begin {ok, Form} = erl_parse:parse_form(F), Form end || F <- split(Tokens, [])],
    {ok, busy, Beam} = compile:forms(Forms, [line_coverage, export_all]),
    code:set_coverage_mode(Mode),
    {module, busy} = code:load_binary(busy, "busy.beam", Beam),
    code:set_coverage_mode(none).

split([], []) -> [];
split([{dot, _} = Dot | Rest], Form) -> [lists:reverse([Dot | Form]) | split(Rest, [])];
split([Token | Rest], Form) -> split(Rest, [Token | Form]).

show(X) -> io:format("~tp~n", [X]).
