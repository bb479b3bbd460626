%% SPDX-License-Identifier: Apache-2.0
%% What the child of an insulator does: goes through the tests of a module, and those that generators give, which it has from
%% EUnit's eunit_data. A child that goes on for one that died passes over what is behind it (`resume`).
%%
%% The name of a test is {Module, Function, Index, Title}: atoms, then text.
-module(gleamr_test_items).
-export([module/3]).
-passing([module/3, wrapped/2, items/4, item/3, continues/1, test/3, is_meant/2, fresh/4, attempts/5, call/1, timers/3,
          slow_timer/3, within/2, scaled/2, name/3, title/2, text/1, say/2, passed/1]).
-include("gleamr_test.hrl").

%% A module is {Name, Items, Plain}. Items: {test, Function}, {generator, Function}, or {generator, Function, Fun}.
module(At, {Module, Items, Plain}, #env{resume = Resume} = Env0) ->
    Env = Env0#env{module = Module, plain = Plain},
    Began = erlang:monotonic_time(microsecond),
    Resume =:= none andalso say(Env, {event, {module_started, Module}}),
    try items(wrapped(Env, Items), 1, At, Env) catch throw:{?MODULE, stop} -> ok end,
    say(Env, {event, {module_finished, Module, passed(Began)}}).

%% EUnit has a module's eunit_wrapper_/1 make tests of its tests.
wrapped(#env{plain = []}, Items) -> Items;
wrapped(#env{module = Module, plain = [First | _]}, Items) ->
    Tests = [{Kind, Module, Function} || {Kind, Function} <- Items],
    [{generator, First, fun() -> Module:eunit_wrapper_(Tests) end}].

items([], _, _, _) -> ok;
items([Item | Rest], N, At, Env) ->
    item(Item, [At, N], Env),
    items(Rest, N + 1, At, Env).

item({test, Function}, Path, #env{module = Module} = Env) ->
    Test = #test{f = fun() -> Module:Function() end, location = {Module, Function, 0}},
    test(Test, Path, Env#env{function = Function, plain = [Function]});
item({generator, Function}, Path, #env{module = Module} = Env) ->
    item({generator, Function, {generator, Module, Function}}, Path, Env);
item({generator, Function, Fun}, Path, Env) when is_function(Fun) ->
    item({generator, Function, {generator, Fun}}, Path, Env);
item({generator, Function, Tests}, Path, Env) ->
    inside(Path, fun(E) -> tests(Tests, Path, E) end, Env#env{function = Function}),
    gleamr_test_output:take(Env#env.output).  % of a cleanup: no test's

%% Something with tests in it. When it cannot be worked out what they are, that is its failure.
inside(Path, Work, #env{resume = Resume} = Env) ->
    Place = case Resume of
                none -> before;
                {Last, done} when Last =:= Path -> behind;
                {Last, _} -> case lists:prefix(Path, Last) of
                                 true -> before;
                                 false when Path < Last -> behind;
                                 false -> before
                             end
            end,
    case Place of
        behind -> ok;
        before ->
            continues(Env),
            say(Env, {at, Path, name(Path, Env)}),
            try Work(Env)
            catch throw:{?MODULE, failed, Us, Failure} -> report(Path, fail, Us, Failure, Env)
            end
    end.

tests(Tests, Path, Env) ->
    Iterator = eunit_data:iter_init(Tests, Path, Env#env.options),
    case Env#env.order of
        inorder -> in_order(Iterator, Env);
        {inparallel, N} -> in_parallel(Iterator, if N =:= 0 -> infinity; true -> N end, [], Env#env{quiet = true})
    end.

in_order(Iterator, Env) ->
    case next(Iterator) of
        none -> ok;
        {Item, Rest} ->
            any(Item, eunit_data:iter_id(Rest), Env),
            in_order(Rest, Env)
    end.

%% At most Free more at a time.
in_parallel(Iterator, 0, [First | Rest], Env) ->
    gleamr_test_insulator:wait(First),
    in_parallel(Iterator, 1, Rest, Env);
in_parallel(Iterator, Free, Running, Env) ->
    case next(Iterator) of
        none -> lists:foreach(fun gleamr_test_insulator:wait/1, Running);
        {Item, Rest} ->
            Path = eunit_data:iter_id(Rest),
            Started = gleamr_test_insulator:start(fun(E) -> stoppable(fun() -> any(Item, Path, E) end) end, Env),
            in_parallel(Rest, if Free =:= infinity -> Free; true -> Free - 1 end, Running ++ [Started], Env)
    end.

next(Iterator) ->
    try eunit_data:iter_next(Iterator)
    catch throw:Reason -> throw({?MODULE, failed, 0, gleamr_test_failure:of_description(Reason)})
    end.

any(#test{} = Test, Path, Env) -> test(Test, Path, Env);
any(#group{} = Group, Path, Env) ->
    inside(Path, fun(E) -> group(Group, Path, E) end, Env#env{title = title(Group#group.desc, Env)}).

group(#group{order = Order} = Group, Path, Env) when Order =/= undefined ->
    group(Group#group{order = undefined}, Path, Env#env{order = Order});
group(#group{context = #context{setup = Setup, cleanup = Cleanup, process = Process}} = Group, Path, Env) ->
    Body = Group#group{context = undefined, spawn = case Process of local -> undefined; spawn -> local; _ -> Process end},
    Enter = fun(Tests) ->
                    try {ok, group(Body#group{tests = Tests}, Path, Env)}
                    catch throw:{?MODULE, _} = Stop -> Stop;
                          throw:{?MODULE, failed, _, _} = Failed -> Failed
                    end
            end,
    try eunit_test:enter_context(Setup, Cleanup, Group#group.tests, Enter) of
        {ok, _} -> ok;
        Thrown -> throw(Thrown)
    catch
        throw:{context_error, What, {Class, Reason, Stack}} ->
            throw({?MODULE, failed, 0, gleamr_test_failure:of_context(What, Class, Reason, Stack)})
    end;
group(#group{spawn = local} = Group, Path, Env) ->
    apart(fun(E) -> group(Group#group{spawn = undefined}, Path, E) end, Path, Env);
group(#group{spawn = Other}, _, _) when Other =/= undefined ->
    throw({?MODULE, failed, 0, gleamr_test_failure:of_description({no_other_nodes, Other})});
group(#group{tests = Tests, timeout = Timeout}, Path, Env) -> tests(Tests, Path, within(Timeout, Env)).

%% In a process of its own. What the insulator there is at is the group itself.
apart(Work, Path, Env) ->
    Written = gleamr_test_output:take(Env#env.output),  % by a setup: the first test shows it
    gleamr_test_insulator:wait(gleamr_test_insulator:start(
        fun(E) -> stoppable(fun() ->
                                    E#env.resume =:= none andalso io:put_chars(Written),
                                    say(E, {at, Path, name(Path, E)}),
                                    try Work(E)
                                    catch throw:{?MODULE, failed, Us, Failure} -> report(Path, fail, Us, Failure, E)
                                    end
                            end)
        end, Env#env{resume = none})),
    continues(Env).

%% An insulator's child ends in order when the run is to end; whoever waits for it finds that out itself.
stoppable(Work) -> try Work() catch throw:{?MODULE, stop} -> ok end.

continues(#env{flags = Flags}) ->
    atomics:get(Flags, 2) =:= 0 orelse throw({?MODULE, stop}).

%% ---- one test

test(Test, Path, #env{resume = Resume} = Env) ->
    Name = name(Test, Path, Env),
    case Resume of
        {Path, Attempt} when is_integer(Attempt) -> attempts(Test, Path, Name, Attempt, Env);
        {Last, _} when Path =< Last -> ok;
        _ -> is_meant(Name, Env) andalso fresh(Test, Path, Name, Env)
    end.

is_meant({Module, Function, Index, _}, #env{settings = #settings{exact = Exact}}) when Index =/= <<>>, is_map(Exact) ->
    case Exact of
        #{{Module, Function} := Indices} -> lists:member(Index, Indices);
        #{} -> true
    end;
is_meant(_, _) -> true.

fresh(Test, Path, Name, #env{settings = #settings{isolate = true}} = Env) ->
    continues(Env),
    Written = gleamr_test_output:take(Env#env.output),
    gleamr_test_insulator:wait(gleamr_test_insulator:start(
        fun(#env{resume = {_, done}}) -> ok;
           (#env{resume = {_, Attempt}} = E) -> attempts(Test, Path, Name, Attempt, E);
           (E) ->
                io:put_chars(Written),
                attempts(Test, Path, Name, 1, E)
        end, Env#env{resume = none}));
fresh(Test, Path, Name, Env) -> attempts(Test, Path, Name, 1, Env).

attempts(Test, Path, Name, Attempt, #env{settings = #settings{retries = Retries}} = Env) ->
    Attempt > 1 orelse continues(Env),
    gleamr_test_insulator:lead(Env#env.output),
    Timers = timers(Test, {Path, Attempt}, Env),
    Began = erlang:monotonic_time(microsecond),
    say(Env, {begun, Path, Name, Attempt, Began}),
    {Status, Failure} = call(Test#test.f),
    Us = passed(Began),
    _ = [erlang:cancel_timer(Timer) || Timer <- Timers],
    gleamr_test_insulator:lead(Env#env.output),
    Last = Status =/= fail orelse Attempt > Retries,
    Last andalso Status =:= fail andalso gleamr_test_insulator:count_bad(Env),
    say(Env, {ended, Status, Last, Us, gleamr_test_output:take(Env#env.output), Failure}),
    Last orelse attempts(Test, Path, Name, Attempt + 1, Env).

call(Fun) ->
    try Fun() of
        _ -> {pass, none}
    catch
        %% Of a function that a generator names and that is not there.
        throw:{eunit_internal, Reason} -> {{skip, gleamr_test_failure:text(Reason)}, none};
        Class:Reason:Stack -> {fail, gleamr_test_failure:of_exception(Class, Reason, Stack)}
    end.

timers(#test{timeout = Own}, {Path, Attempt}, #env{insulator = Insulator, settings = Settings} = Env) ->
    Limit = case {Own, Settings#settings.timeout} of
                {undefined, default} -> scaled(5000, Env);
                {undefined, Given} -> Given;
                {_, _} -> scaled(Own, Env)
            end,
    #env{deadline = Deadline} = within(undefined, Env),
    Left = if Deadline =:= infinity -> Limit; true -> max(0, min(Limit, Deadline - now_ms())) end,
    [erlang:start_timer(min(Left, 16#ffffffff), Insulator, {Path, Attempt, expired}) || Left =/= infinity] ++
        slow_timer(Settings#settings.slow, {Path, Attempt, slow}, Insulator).

slow_timer(0, _, _) -> [];
slow_timer(Slow, Message, Insulator) -> [erlang:start_timer(Slow, Insulator, Message)].

within(undefined, Env) -> Env;
within(Timeout, #env{deadline = Deadline} = Env) -> Env#env{deadline = min(now_ms() + scaled(Timeout, Env), Deadline)}.

scaled(Ms, #env{options = Options}) ->
    case gleamr_test:option(scale_timeouts, Options) of
        undefined -> Ms;
        Factor -> round(Ms * Factor)
    end.

now_ms() -> erlang:monotonic_time(millisecond).

%% ---- names and words

name(Path, #env{module = Module, function = Function, title = Title}) -> {Module, Function, index(Path), text(Title)}.

name(#test{location = Location, desc = Title}, Path, #env{module = Module, plain = Plain} = Env0) ->
    Env = Env0#env{title = title(Title, Env0)},
    case Location of
        {Module, Function, 0} ->
            case lists:member(Function, Plain) of
                true -> {Module, Function, <<>>, text(Env#env.title)};
                false -> name(Path, Env)
            end;
        _ -> name(Path, Env)
    end.

index([_, _ | Inner]) -> iolist_to_binary(lists:join($., [integer_to_binary(N) || N <- Inner])).

title(undefined, #env{title = Title}) -> Title;
title(Title, _) -> Title.

text(undefined) -> <<>>;
text(Title) when is_binary(Title) -> Title.

report(Path, Status, Us, Failure, Env) ->
    gleamr_test_insulator:count_bad(Env),
    say(Env, {begun, Path, name(Path, Env), 1, erlang:monotonic_time(microsecond)}),
    say(Env, {ended, Status, true, Us, gleamr_test_output:take(Env#env.output), Failure}).

say(#env{insulator = Insulator}, What) -> Insulator ! {self(), What}.

passed(Began) -> erlang:monotonic_time(microsecond) - Began.
