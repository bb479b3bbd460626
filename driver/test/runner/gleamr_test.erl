%% SPDX-License-Identifier: Apache-2.0
%% Serves eunit:test/2 when `gleamr test` was given options of its own. The driver knows which tests there are and which are
%% meant, and is told of what happens: the process registered as gleamr_test_events (driver/test/events_process).
%%
%% A run of one test is short: on the way of a test that passes stand only functions of `erlang` and `lists` that are natives, for
%% to load these modules takes longer than the test. What stands on it is named in `passing`, here as in the other modules: the
%% driver has these functions, with the funs in them, ready before the program begins (driver/test/runner_modules).
-module(gleamr_test).
-export([test/2, option/2]).
-passing([test/2, option/2, select/2, split/1, split/2, all_options/1, ask/1, run/3, counters/1, lanes/5, lane/3, modules/3, next/3]).
-include("gleamr_test.hrl").

-spec test(term(), term()) -> ok | error | {error, term()}.
test(Tests, Options) when not is_list(Options) -> test(Tests, [Options]);
test(Tests, Options) ->
    case gleamr_test_output:is_above() of
        %% A test that tests EUnit.
        true -> eunit:test(eunit_server, Tests, Options);
        false -> select(Tests, all_options(Options))
    end.

select(Tests, Options) ->
    {Modules, Others} = split(Tests),
    Exact = option(exact_execution, Options) =:= true,
    case ask({select, lists:reverse(Modules, []), Exact, Others =/= []}) of
        nothing_to_run -> ok;
        {Settings, Selected, none, _} -> run(Settings, Selected, Options);
        {Settings, Selected, Main, Missing} ->
            %% EUnit says of a module that is not there that it is not.
            All = [{module, Module} || Module <- Missing] ++ lists:reverse(Others, []),
            run(Settings, Selected ++ [{Main, [{generator, others, fun() -> All end}], []}], Options)
    end.

%% As proplists:get_value/2, of a module that need not be there otherwise.
option(Key, [Key | _]) -> true;
option(Key, [{Key, Value} | _]) -> Value;
option(Key, [Other | _]) when element(1, Other) =:= Key -> undefined;
option(Key, [_ | Rest]) -> option(Key, Rest);
option(_, []) -> undefined.

%% The modules among the tests, which the driver can look into, and all others; both in reverse.
split(Tests) -> split(Tests, {[], []}).

split(Module, {Modules, Others}) when is_atom(Module) -> {[Module | Modules], Others};
split({module, Module}, {Modules, Others}) when is_atom(Module) -> {[Module | Modules], Others};
split([], Acc) -> Acc;
split([Char | _] = Name, {Modules, Others}) when is_integer(Char) -> {Modules, [Name | Others]};
split([First | Rest], Acc) -> split(Rest, split(First, Acc));
split(Other, {Modules, Others}) -> {Modules, [Other | Others]}.

%% EUnit adds what stands in the environment.
all_options(Options) ->
    try os:getenv("EUNIT") of
        false -> Options;
        Text ->
            {ok, Tokens, _} = erl_scan:string(Text),
            {ok, More} = erl_parse:parse_term(Tokens ++ [{dot, erl_anno:new(1)}]),
            if is_list(More) -> Options ++ More;
               true -> Options ++ [More]
            end
    catch
        _:_ -> Options
    end.

ask(Question) ->
    Sink = whereis(gleamr_test_events),
    Monitor = monitor(process, Sink),
    Sink ! {self(), Monitor, Question},
    receive
        {Monitor, Answer} ->
            demonitor(Monitor, [flush]),
            Answer;
        {'DOWN', Monitor, process, Sink, Reason} -> exit(Reason)
    end.

run(#settings{parallel = Parallel, exact = Exact} = Settings0, Modules, Options) ->
    Settings = Settings0#settings{exact = if is_list(Exact) -> maps:from_list(Exact); true -> Exact end},
    Env = #env{sink = whereis(gleamr_test_events), settings = Settings, options = Options, flags = counters(2)},
    Table = list_to_tuple(Modules),
    Next = counters(1),
    Lanes = lanes(0, max(1, min(Parallel, tuple_size(Table))), Table, Next, Env),
    _ = [gleamr_test_insulator:wait(Lane) || Lane <- Lanes],
    ask(ended).

%% As atomics:new/2, without the module atomics: all else of it are natives.
counters(Count) -> erts_internal:atomics_new(Count, 1).

lanes(Count, Count, _, _, _) -> [];
lanes(Slot, Count, Table, Next, Env) -> [lane(Table, Next, Env#env{slot = Slot}) | lanes(Slot + 1, Count, Table, Next, Env)].

%% All modules in one process, as in EUnit; where several run at a time, each in one of its own.
lane(Table, Next, #env{settings = #settings{parallel = 1}} = Env) ->
    gleamr_test_insulator:start(fun(E) -> modules(Table, Next, E) end, Env);
lane(Table, Next, Env) ->
    gleamr_test_insulator:start(fun(E) -> one_by_one(Table, Next, E) end, Env).

modules(Table, Next, #env{resume = {[At | _], _}} = Env) ->
    gleamr_test_items:module(At, element(At, Table), Env),
    modules(Table, Next, Env#env{resume = none});
modules(Table, Next, Env) ->
    case next(Table, Next, Env) of
        none -> ok;
        At ->
            gleamr_test_items:module(At, element(At, Table), Env),
            modules(Table, Next, Env)
    end.

one_by_one(Table, Next, Env) ->
    case next(Table, Next, Env) of
        none -> ok;
        At ->
            Module = element(At, Table),
            gleamr_test_insulator:run(fun(E) -> gleamr_test_items:module(At, Module, E) end, Env),
            one_by_one(Table, Next, Env)
    end.

next(Table, Next, #env{flags = Flags}) ->
    case atomics:add_get(Next, 1, 1) of
        At when At > tuple_size(Table) -> none;
        At ->
            case atomics:get(Flags, 2) of
                0 -> At;
                _ -> none
            end
    end.
