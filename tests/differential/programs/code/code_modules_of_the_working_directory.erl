%% SPDX-License-Identifier: Apache-2.0
%% "." is on the path, and is the working directory of the moment; a module that is loaded keeps the whole path.
%% alone
-module(code_modules_of_the_working_directory).
-export([main/0]).

main() ->
    D = filename:join("/tmp", "gleamr_working_directory_" ++ os:getpid()),
    ok = file:make_dir(D),
    M = gleamr_module_of_the_working_directory,
    Beam = atom_to_list(M) ++ ".beam",
    {ok, Forms} = forms(["-module(" ++ atom_to_list(M) ++ ").", "-export([f/0]).", "f() -> here."]),
    {ok, M, Code} = compile:forms(Forms),
    ok = file:write_file(filename:join(D, Beam), Code),
    show(code:which(M)),
    show(catch M:f()),
    ok = file:set_cwd(D),
    show(code:which(M) =:= "./" ++ Beam),
    show(code:is_loaded(M)),
    show(M:f()),
    ok = file:set_cwd("/tmp"),
    show(code:which(M) =:= filename:join(D, Beam)),
    show(code:is_loaded(M) =:= {file, filename:join(D, Beam)}),
    ok = file:delete(filename:join(D, Beam)),
    ok = file:del_dir(D).

forms(Lines) ->
    {ok, [begin {ok, T, _} = erl_scan:string(L), {ok, F} = erl_parse:parse_form(T), F end || L <- Lines]}.

show({'EXIT', {Why, _}}) -> erlang:display(Why);
show(X) -> erlang:display(X).
