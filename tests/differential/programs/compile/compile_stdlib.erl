%% SPDX-License-Identifier: Apache-2.0
%% not in mode: gc
%% otp tree
%% OTP's compiler makes the same code here: modules of OTP compiled again from the abstract code in their .beam files.
-module(compile_stdlib).
-export([main/0]).

main() ->
    [compile(M, Options) || {M, Options} <- [{lists, []}, {gb_trees, []}, {proplists, [debug_info]}, {string, []}, {orddict, [inline]}, {queue, [no_type_opt]},
                                             {gen_server, []}, {base64, []}, {maps, [r25]}, {erl_scan, []}, {io_lib_format, [no_copt]}, {zip, []}, {beam_ssa, []}]].

compile(M, Options) ->
    {ok, {M, [{abstract_code, {raw_abstract_v1, Forms}}]}} = beam_lib:chunks(code:which(M), [abstract_code]),
    {ok, M, Beam} = compile:forms(Forms, [deterministic | Options]),
    io:format("~p ~p ~p~n", [M, byte_size(Beam), erlang:md5(Beam)]).
