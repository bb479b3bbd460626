%% SPDX-License-Identifier: Apache-2.0
%% An insulator runs work in a process of its own, the child, and outlives it. When the child dies (it is too slow, or a
%% process that it is linked to took it along), the test that it was at has failed, and another child goes on behind that
%% test: where, `resume` in its environment says.
%%
%% The child says what it does by messages {Child, What}; as signals they come before its end:
%%   {at, Path, Name}                    it is at the item Name: if it dies now, that has failed
%%   {begun, Path, Name, Attempt, Now}   a test begins
%%   {ended, Status, Last, Us, Output, Failure}  it has ended; Status is pass, fail or {skip, Text}
%%   {event, Event}                      to be passed on
%% and its timers by {timeout, Timer, {Path, Attempt, expired | slow}}.
-module(gleamr_test_insulator).
-export([start/2, wait/1, run/2, count_bad/1, lead/1]).
-passing([start/2, linked/1, lead/1, wait/1, run/2, watch/2, loop/1, ended/6, finished/8, tell/2]).
-include("gleamr_test.hrl").

-record(state, {child,
                env,
                at = none,        % {Path, Name} of the item, or {ended, Path, Attempt | done}: what is next
                test = none}).    % {Path, Name, Attempt, Began} while one runs

%% Runs Work in a new insulator, which is linked to the caller.
start(Work, Env) ->
    Parent = self(),
    Tag = make_ref(),
    Pid = linked(fun() ->
                         process_flag(trap_exit, true),
                         run(Work, Env),
                         Parent ! {Tag, done},
                         unlink(Parent)
                 end),
    {Pid, Tag}.

%% As spawn_link/1, and group_leader/2 for the caller, without the module erlang, which takes long to load.
linked(Fun) -> spawn_link(erlang, apply, [Fun, []]).
lead(Leader) -> true = erts_internal:group_leader(Leader, self()).

wait({_, Tag}) -> receive {Tag, done} -> ok end.

%% Runs Work with the caller as insulator. Whoever started the caller takes it along when it dies, and its child too.
run(Work, Env0) ->
    process_flag(trap_exit, true),
    Output = gleamr_test_output:start(),
    Env = Env0#env{insulator = self(), output = Output},
    watch(Work, #state{env = Env}),
    unlink(Output),
    exit(Output, kill),
    ok.

watch(Work, #state{env = Env} = State) ->
    Child = linked(fun() ->
                           lead(Env#env.output),
                           Work(Env)
                   end),
    case loop(State#state{child = Child}) of
        ended -> ok;
        {resume, From} -> watch(Work, State#state{env = Env#env{resume = From}, at = none, test = none})
    end.

loop(#state{child = Child, env = Env} = State) ->
    receive
        {Child, {at, Path, Name}} -> loop(State#state{at = {Path, Name}});
        {Child, {begun, Path, Name, Attempt, Now}} ->
            Env#env.quiet orelse tell(Env, {started, Name, Attempt}),
            loop(State#state{at = {Path, Name}, test = {Path, Name, Attempt, Now}});
        {Child, {ended, Status, Last, Us, Output, Failure}} ->
            ended(Status, Last, Us, Output, Failure, State),
            #state{test = {Path, _, Attempt, _}} = State,
            loop(State#state{test = none, at = {ended, Path, if Last -> done; true -> Attempt + 1 end}});
        {Child, {event, Event}} ->
            tell(Env, Event),
            loop(State);
        {timeout, _, {Path, Attempt, What}} ->
            case State#state.test of
                {Path, Name, Attempt, Began} when What =:= slow ->
                    Env#env.quiet orelse tell(Env, {slow, Name, passed(Began)}),
                    loop(State);
                {Path, _, Attempt, Began} -> expired(passed(Began), State);
                _ -> loop(State)  % it came too late
            end;
        {'EXIT', Child, normal} -> ended;
        {'EXIT', Child, Reason} -> died(crash, gleamr_test_failure:of_death(Reason), State);
        {'EXIT', Output, _} when Output =:= Env#env.output -> exit(Child, kill), exit(output_lost);
        {'EXIT', _, Reason} ->
            exit(Child, kill),
            exit(Reason);
        _ -> loop(State)
    end.

expired(Us, #state{child = Child} = State) ->
    Stack = case process_info(Child, current_stacktrace) of
                {current_stacktrace, S} -> S;
                undefined -> []
            end,
    exit(Child, kill),
    receive {'EXIT', Child, _} -> ok end,
    died(timeout, gleamr_test_failure:of_timeout(Us, Stack), State).

%% A process that a test was linked to has died after it: no test's failure. Otherwise, outside of a test, generators and
%% setups run: whatever they belong to fails as a whole.
died(_, _, #state{test = none, at = {ended, Path, Next}}) -> {resume, {Path, Next}};
died(Status, Failure, #state{env = Env, test = none, at = {Path, Name}} = State) ->
    Output = gleamr_test_output:take(Env#env.output),
    count_bad(Env),
    tell(Env, {started, Name, 1}),
    finished(Status, Name, 1, true, 0, Output, Failure, State),
    {resume, {Path, done}};
died(Status, Failure, #state{env = Env, test = {Path, Name, Attempt, Began}} = State) ->
    Last = Attempt > Env#env.settings#settings.retries,
    Last andalso count_bad(Env),
    Env#env.quiet andalso tell(Env, {started, Name, Attempt}),
    finished(Status, Name, Attempt, Last, passed(Began), gleamr_test_output:take(Env#env.output), Failure, State),
    {resume, {Path, if Last -> done; true -> Attempt + 1 end}};
%% Before the first item: the runner itself is broken.
died(_, Failure, _) -> exit({gleamr_test, Failure}).

ended(Status, Last, Us, Output, Failure, #state{env = Env, test = {_, Name, Attempt, _}} = State) ->
    Env#env.quiet andalso tell(Env, {started, Name, Attempt}),
    finished(Status, Name, Attempt, Last, Us, Output, Failure, State).

finished(Status, Name, Attempt, Last, Us, Output, Failure, #state{env = Env}) ->
    tell(Env, {finished, Name, Attempt, Status, Last, Us, Output, Failure}).

%% A test is bad for good. By whoever knows it first: no further test may begin when it was one too many.
count_bad(#env{flags = Flags, settings = #settings{fail_fast = Limit}}) ->
    Count = atomics:add_get(Flags, 1, 1),
    Limit > 0 andalso Count >= Limit andalso atomics:put(Flags, 2, 1).

tell(#env{sink = Sink, slot = Slot}, Event) -> Sink ! {event, Slot, Event}.

passed(Began) -> erlang:monotonic_time(microsecond) - Began.
