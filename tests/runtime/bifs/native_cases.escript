#!/usr/bin/env escript
%% -*- coding: utf-8 -*-
%% Makes NAME.inc of NAME.calls: one line per call, {Module, Function, Arguments} as an Erlang expression, is made on the
%% Erlang that runs this; arguments and outcome are written in the external term format, in hexadecimal.
%%   native_cases.escript FILE.calls ...
main(Files) -> lists:foreach(fun convert/1, Files).

convert(File) ->
    {ok, Text} = file:read_file(File),
    Rows = [row(unicode:characters_to_list(Line)) || Line <- binary:split(Text, <<"\n">>, [global]),
                         Line =/= <<>>, binary:first(Line) =/= $%],
    Out = filename:rootname(File, ".calls") ++ ".inc",
    ok = file:write_file(Out, ["// Made by native_cases.escript of ", filename:basename(File), " on OTP ",
                               erlang:system_info(otp_release), ".\n", Rows]).

row(Line) ->
    {ok, Tokens, _} = erl_scan:string(Line ++ "."),
    {ok, Exprs} = erl_parse:parse_exprs(Tokens),
    {value, {M, F, Arguments}, _} = erl_eval:exprs(Exprs, #{}),
    {Raised, Outcome} =
        try {false, apply(M, F, Arguments)}
        catch Class:Reason:Stack -> {true, {Class, Reason, cause(Stack)}}
        end,
    io_lib:format("{\"~s\", \"~s\", \"~s\", ~w, \"~s\"},~n", [M, F, hex(Arguments), Raised, hex(Outcome)]).

cause([{_, _, _, Info} | _]) ->
    case lists:keyfind(error_info, 1, Info) of
        {_, #{cause := Cause}} -> Cause;
        _ -> none
    end;
cause(_) -> none.

hex(Term) -> binary:encode_hex(term_to_binary(Term), lowercase).
