%% SPDX-License-Identifier: Apache-2.0
%% erlang:delete_module/1 and code:delete/1 of a module that is not loaded now, but was once, or was nearly.
-module(code_delete_again).
-export([main/0]).

main() ->
    logger:set_primary_config(level, none),  % the report of the code server may be too late
    show(never, [erlang:delete_module(cda_never), code:delete(cda_never)]),
    {module, cda_was} = load(cda_was, []),
    show(was, [code:delete(cda_was), code:purge(cda_was), code:delete(cda_was), code:delete(cda_was),
               erlang:delete_module(cda_was), erlang:check_old_code(cda_was), code:soft_purge(cda_was)]),
    show(refused, load(cda_nearly, ["-on_load(f/0).", "f() -> fail."])),
    show(nearly, [erlang:delete_module(cda_nearly), code:delete(cda_nearly), erlang:check_old_code(cda_nearly),
                  code:purge(cda_nearly)]),
    show(loaded, [lists:member(M, erlang:loaded()) || M <- [cda_never, cda_was, cda_nearly]]),
    {module, cda_was} = load(cda_was, []),
    show(again, [code:delete(cda_was), catch_(fun() -> erlang:delete_module(cda_was) end), code:purge(cda_was)]).

load(Module, More) ->
    Lines = ["-module(" ++ atom_to_list(Module) ++ ")." | More],
    Forms = [begin {ok, Tokens, _} = erl_scan:string(L), {ok, F} = erl_parse:parse_form(Tokens), F end || L <- Lines],
    {ok, Module, Code} = compile:forms(Forms, []),
    code:load_binary(Module, "", Code).

catch_(F) -> try F() catch C:R -> {C, R} end.

show(Name, Value) -> io:format("~p: ~p~n", [Name, Value]).
