#!/usr/bin/env escript
%% SPDX-License-Identifier: Apache-2.0
%% native_cases.escript FILE: makes each call of FILE (one expression a line, % comments) in a real OTP 27 and prints the
%% rows of a table for check_native_cases(). Arguments may be any expression: the row shows their values.
main([File]) ->
    {ok, Text} = file:read_file(File),
    Lines = string:split(Text, "\n", all),
    [row(binary_to_list(L)) || L <- Lines, L =/= <<>>, binary:first(L) =/= $%].

row(Line) ->
    {ok, Tokens, _} = erl_scan:string(Line ++ "."),
    {ok, [{call, _, {remote, _, {atom, _, M}, {atom, _, F}}, ArgExprs}]} = erl_parse:parse_exprs(Tokens),
    Args = [begin {value, V, _} = erl_eval:expr(E, []), V end || E <- ArgExprs],
    Result = try io_lib:format("~w", [apply(M, F, Args)])
             catch C:R -> io_lib:format("!~w:~w", [C, R]) end,
    Shown = lists:join(",", [io_lib:format("~w", [A]) || A <- Args]),
    io:format("{R\"(~w:~w(~s))\", R\"(~s)\"},~n", [M, F, Shown, Result]).
