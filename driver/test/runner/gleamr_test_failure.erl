%% SPDX-License-Identifier: Apache-2.0
%% What went wrong, as the driver is told of it:
%%   {Kind, Message, File, Line, Start, End, Operator, Values, Frames}
%% Values: {Label, expression | literal | unevaluated, Text, Start, End}; frames: {Module, Function, Arity, File, Line}. Names
%% are atoms, text is UTF-8; an empty file: the place is to be worked out of the frames.
-module(gleamr_test_failure).
-export([of_exception/3, of_death/1, of_timeout/2, of_description/1, of_context/4, text/1]).

of_exception(error, #{gleam_error := Kind, message := Message, file := File, line := Line} = Error, Stack)
  when is_atom(Kind), is_binary(Message), is_binary(File), is_integer(Line) ->
    Values = gleam_values(Error),
    {Start, End} = {maps:get(start, Error, 0), maps:get('end', Error, 0)},
    Frames = frames(Stack),
    case Error of
        #{operator := Operator} -> {Kind, Message, File, Line, Start, End, atom_to_binary(Operator), Values, Frames};
        #{} -> {Kind, Message, File, Line, Start, End, <<>>, Values, Frames}
    end;
of_exception(error, {Assertion, [_ | _] = Info} = Reason, Stack) when is_atom(Assertion) ->
    case eunit_assertion(Assertion, Info) of
        none -> plain(error, error, Reason, Stack);
        {Message, Values} -> {error, Message, <<>>, 0, 0, 0, <<>>, Values, frames(Stack)}
    end;
of_exception(exit, {gleamr_test_start, Application, Reason}, _) ->
    prefixed(none, <<"The application ", (atom_to_binary(Application))/binary, " did not start: ">>, of_start(Reason));
of_exception(Class, Reason, Stack) -> plain(Class, Class, Reason, Stack).

plain(Kind, Class, Reason, Stack) ->
    {Kind, message(Class, Reason, Stack), <<>>, 0, 0, 0, <<>>, [], frames(Stack)}.

%% Of the process that ran a test.
of_death(killed) -> {linked_death, <<"The process that ran the test was killed.">>, <<>>, 0, 0, 0, <<>>, [], []};
of_death({Reason, [Frame | _] = Stack}) when is_tuple(Frame), tuple_size(Frame) >= 3 ->
    prefixed(linked_death, <<"A process that is linked to the test died: ">>, of_stack(Reason, Stack));
of_death(Reason) ->
    {linked_death, <<"A process that is linked to the test died: ", (text(Reason))/binary>>, <<>>, 0, 0, 0, <<>>, [], []}.

of_stack({nocatch, Thrown}, Stack) -> of_exception(throw, Thrown, Stack);
of_stack(Reason, Stack) -> of_exception(error, Reason, Stack).

%% What OTP says when an application does not start is wrapped in what it was doing.
of_start({bad_return, {{_, _, _}, {'EXIT', Reason}}}) -> of_start(Reason);
of_start({bad_return, {{_, _, _}, Value}}) -> words(<<"it gave ", (text(Value))/binary>>);
of_start({Reason, {Module, start, [_, _]}}) when is_atom(Module) -> of_start(Reason);
of_start({shutdown, Reason}) -> of_start(Reason);
of_start({failed_to_start_child, _, Reason}) -> of_start(Reason);
of_start({'EXIT', Reason}) -> of_start(Reason);
of_start({Reason, [Frame | _] = Stack}) when is_tuple(Frame), tuple_size(Frame) =:= 4 -> of_stack(Reason, Stack);
of_start(Reason) -> words(text(Reason)).

of_timeout(Us, Stack) ->
    Message = unicode:characters_to_binary(io_lib:format("The test took longer than it may: it was stopped after ~ts.", [time(Us)])),
    {timeout, Message, <<>>, 0, 0, 0, <<>>, [], frames(Stack)}.

time(Us) when Us < 1000000 -> io_lib:format("~b ms", [Us div 1000]);
time(Us) -> io_lib:format("~.1f s", [Us / 1000000]).

%% eunit_data could not make tests of what a generator gave, or a generator failed.
of_description({generator_failed, {MFA, {Class, Reason, Stack}}}) ->
    prefixed(none, <<"The generator ", (mfa(MFA))/binary, " failed: ">>, of_exception(Class, Reason, Stack));
of_description({bad_generator, {MFA, Value}}) ->
    words(<<"What the generator ", (mfa(MFA))/binary, " gave is no test: ", (text(Value))/binary>>);
of_description({bad_test, Value}) -> words(<<"This is no test: ", (text(Value))/binary>>);
of_description({module_not_found, Module}) -> words(<<"There is no module ", (text(Module))/binary, ".">>);
of_description({no_such_function, MFA}) -> words(<<"There is no function ", (mfa(MFA))/binary, ".">>);
of_description({application_not_found, Name}) -> words(<<"There is no application ", (text(Name))/binary, ".">>);
of_description({no_other_nodes, _}) -> words(<<"Tests on another node cannot be run with these options.">>);
of_description(Other) -> words(<<"The tests cannot be worked out: ", (text(Other))/binary>>).

of_context(What, Class, Reason, Stack) ->
    Words = case What of
                setup_failed -> <<"The setup failed: ">>;
                cleanup_failed -> <<"The cleanup failed: ">>;
                _ -> <<"The tests of a setup could not be made: ">>
            end,
    case Reason of
        {bad_instantiator, {MFA, Value}} ->
            words(<<"What ", (mfa(MFA))/binary, " gave is no test: ", (text(Value))/binary>>);
        _ -> prefixed(none, Words, of_exception(Class, Reason, Stack))
    end.

words(Message) -> {error, Message, <<>>, 0, 0, 0, <<>>, [], []}.

prefixed(NewKind, Words, Failure) ->
    {Kind, Message, File, Line, Start, End, Operator, Values, Frames} = Failure,
    {if NewKind =:= none -> Kind; true -> NewKind end, <<Words/binary, Message/binary>>, File, Line, Start, End, Operator,
     Values, Frames}.

%% ---- the parts of Gleam's own errors

gleam_values(#{gleam_error := let_assert, value := Value}) -> [{<<"value">>, expression, text(Value), 0, 0}];
gleam_values(#{gleam_error := assert, kind := binary_operator, left := Left, right := Right}) ->
    [operand(<<"left">>, Left), operand(<<"right">>, Right)];
gleam_values(#{gleam_error := assert, kind := function_call, arguments := Arguments}) ->
    Labels = [integer_to_binary(N) || N <- lists:seq(0, length(Arguments) - 1)],
    lists:zipwith(fun operand/2, Labels, Arguments);
gleam_values(#{gleam_error := assert, kind := expression, expression := Expression}) -> [operand(<<"value">>, Expression)];
gleam_values(_) -> [].

operand(Label, #{kind := Kind, start := Start, 'end' := End} = Operand) ->
    {Label, Kind, case Operand of #{value := Value} -> text(Value); #{} -> <<>> end, Start, End}.

%% The macros of eunit.hrl and assert.hrl.
eunit_assertion(Name, Info) ->
    Words = case Name of
                assert -> <<"assert">>;
                assertion_failed -> <<"assert">>;
                assertNot -> <<"assertNot">>;
                assertEqual -> <<"assertEqual">>;
                assertNotEqual -> <<"assertNotEqual">>;
                assertMatch -> <<"assertMatch">>;
                assertNotMatch -> <<"assertNotMatch">>;
                assertException -> <<"assertException">>;
                assertNotException -> <<"assertNotException">>;
                assertCmd -> <<"assertCmd">>;
                assertCmdOutput -> <<"assertCmdOutput">>;
                _ -> none
            end,
    case is_atom(Words) orelse not lists:all(fun(Item) -> is_tuple(Item) andalso tuple_size(Item) =:= 2 end, Info) of
        true -> none;
        false ->
            Keys = [expression, pattern, comment],
            Text = lists:join(<<", ">>, [plain_text(V) || Key <- Keys, {K, V} <- Info, K =:= Key]),
            Values = [{atom_to_binary(K), expression, text(V), 0, 0}
                      || {K, V} <- Info, K =/= module, K =/= line, K =/= line_fun, not lists:member(K, Keys)],
            {iolist_to_binary([Words, <<" failed: ">>, Text]), Values}
    end.

plain_text(Text) ->
    case unicode:characters_to_binary(Text) of
        Binary when is_binary(Binary) -> Binary;
        _ -> text(Text)
    end.

%% ---- Erlang's

message(error, undef, [{M, F, As, _} | _]) ->
    <<"The function ", (mfa({M, F, if is_list(As) -> length(As); true -> As end}))/binary, " does not exist.">>;
message(error, {badmatch, Value}, _) -> <<"No match of the value ", (text(Value))/binary>>;
message(error, {case_clause, Value}, _) -> <<"No case clause matches ", (text(Value))/binary>>;
message(error, function_clause, [{M, F, As, _} | _]) when is_list(As) ->
    <<"No clause of ", (mfa({M, F, length(As)}))/binary, " matches the arguments ", (text(list_to_tuple(As)))/binary>>;
message(_, Reason, _) -> text(Reason).

mfa({M, F, A}) -> unicode:characters_to_binary(io_lib:format("~ts.~ts/~b", [M, F, A])).

%% Without ourselves and those who call us.
frames(Stack) ->
    Own = fun({Module, _, _, _}) -> not lists:prefix("gleamr_test", atom_to_list(Module)) end,
    [frame(Frame) || Frame <- lists:takewhile(Own, Stack), element(1, Frame) =/= eunit_test, element(1, Frame) =/= eunit_data].

frame({Module, Function, As, Info}) ->
    File = case unicode:characters_to_binary(proplists:get_value(file, Info, "")) of
               Text when is_binary(Text) -> Text;
               _ -> <<>>
           end,
    {Module, Function, if is_list(As) -> length(As); true -> As end, File, proplists:get_value(line, Info, 0)}.

%% As a Gleam programmer would write it, where the standard library of Gleam is there.
text(Value) ->
    try gleam@string:inspect(Value) of
        Text when is_binary(Text) -> Text
    catch
        _:_ -> unicode:characters_to_binary(io_lib:format("~tp", [Value]))
    end.
