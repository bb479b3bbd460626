%% SPDX-License-Identifier: Apache-2.0
%% A module with large literals that is loaded and purged a thousand times is there once, and its literals stay with who has
%% them: on heaps, in messages under way, in the reasons of those that ended.
-module(literals_module_purged).
-export([main/0]).

main() ->
    Codes = [compile(N) || N <- [1, 2]],
    [{_, Code} | _] = Codes,
    load(Code),
    Self = self(),
    Value = lits:value(),
    Holder = spawn_link(fun() -> holder(lits:value(), fun lits:value/0) end),
    {Dead, Monitor} = spawn_monitor(fun() -> exit(lits:value()) end),
    Waiting = spawn(fun() -> receive go -> exit({reason, lits:value()}) end end),
    Passers = [spawn_link(fun() -> pass() end) || _ <- lists:seq(1, 5)],
    [P ! {pass, lists:nth(N rem 5 + 1, Passers), lits:value()} || {N, P} <- lists:zip(lists:seq(1, 5), Passers)],
    Before = resident(),
    again(1000, Codes),
    settle(),
    erlang:display({small, any_memory() orelse resident() - Before < 500_000_000}),
    erlang:display(is_value(1, Value)),
    Holder ! {tell, Self},
    receive {told, A, B} -> erlang:display({is_value(1, A), B}) end,
    receive {'DOWN', Monitor, process, Dead, Reason} -> erlang:display(is_value(1, Reason)) end,
    Last = monitor(process, Waiting),
    Waiting ! go,
    receive {'DOWN', Last, process, Waiting, {reason, C}} -> erlang:display(is_value(2, C)) end,
    [P ! {stop, Self} || P <- Passers],
    erlang:display([receive {stopped, P, D} -> is_value(1, D) end || P <- Passers]),
    ok.

%% A sanitizer keeps what is freed (tests/support/sanitized.sh).
any_memory() -> os:getenv("ANY_MEMORY") =/= false.

holder(Value, Fun) ->
    receive {tell, To} -> To ! {told, Value, is_value(2, Fun())} end.

%% Literals go round all the time.
pass() ->
    receive {pass, Next, Value} -> pass(Next, Value) end.

pass(Next, Value) ->
    receive
        {stop, To} -> To ! {stopped, self(), Value}
    after 1 ->
        Next ! {value, Value},
        receive {value, Other} -> pass(Next, Other) after 20 -> pass(Next, Value) end
    end.

again(0, _) -> ok;
again(N, Codes) ->
    {_, Code} = lists:nth(N rem 2 + 1, Codes),
    load(Code),
    N rem 50 =:= 0 andalso settle(),
    again(N - 1, Codes).

load(Code) ->
    code:purge(lits),
    {module, lits} = code:load_binary(lits, "lits.beam", Code),
    code:purge(lits),
    ok.

compile(N) ->
    Forms = [{attribute, 1, module, lits}, {attribute, 1, export, [{value, 0}, {large, 0}]},
             {function, 1, large, 0, [{clause, 1, [], [], [erl_parse:abstract(lists:seq(1, 100_000))]}]},
             {function, 1, value, 0, [{clause, 1, [], [], [erl_parse:abstract(value(N))]}]}],
    {ok, lits, Code} = compile:forms(Forms),
    {N, Code}.

value(N) ->
    {N, lists:seq(N, N + 500), binary:copy(<<N:32>>, 100), #{list => [1.5, N bsl 100], N => tuple}}.

is_value(N, Value) -> Value =:= value(N).

%% Until the process of the machine that frees literals has nothing to do.
settle() ->
    [Pid] = [P || P <- processes(), process_info(P, initial_call) =:= {initial_call, {erts_literal_area_collector, start, 0}}],
    Ref = make_ref(),
    Pid ! {get_status, Ref, self()},
    receive
        {Ref, idle} -> ok;
        {Ref, _} -> receive after 1 -> settle() end
    end.

%% Bytes.
resident() ->
    {ok, File} = file:open("/proc/self/statm", [read]),
    {ok, Line} = file:read_line(File),
    ok = file:close(File),
    [_, Pages | _] = string:lexemes(Line, " "),
    4096 * list_to_integer(Pages).
