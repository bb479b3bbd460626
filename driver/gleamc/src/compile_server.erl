%% SPDX-License-Identifier: Apache-2.0
%% Runs under escript as a child of gleamc. Each line of standard input is a term {Lib, Ebin, Files}: compile the
%% files into the folder Ebin, with Lib/*/ebin on the code path. Answer: a line per module, then one that says how it went.
%% Whatever the compilers print in between is for the user. Where gleamr is the escript it does this itself, in C++ and with a
%% cache (driver/compile), so the answers are those of Gleam's own script.
-mode(compile).

main(_) ->
    ok = io:setopts([binary, {encoding, utf8}]),
    serve().

serve() ->
    case io:get_line("") of
        eof ->
            ok;
        Line ->
            {ok, Tokens, _} = erl_scan:string(unicode:characters_to_list(Line)),
            {ok, {Lib, Ebin, Files}} = erl_parse:parse_term(Tokens),
            answer(job(Lib, Ebin, Files)),
            serve()
    end.

answer({ok, Modules}) ->
    io:put_chars([["gleam-compile-module:", atom_to_binary(Module), $\n] || Module <- Modules]),
    io:put_chars("gleam-compile-result-ok\n");
answer(error) ->
    io:put_chars("gleam-compile-result-error\n").

job(Lib, Ebin, Files) ->
    ok = filelib:ensure_path(Ebin),
    Libraries = filelib:wildcard(Lib ++ "/*/ebin"),
    ok = code:add_paths(Libraries),
    {Elixir, Erlang} = lists:partition(fun(File) -> filename:extension(File) =:= ".ex" end, Files),
    Result = case erlang(Erlang, Ebin, erlang:system_info(schedulers), [], true) of
        {Modules, true} -> elixir(Elixir, Ebin, Modules);
        {_, false} -> error
    end,
    [code:del_path(Library) || Library <- Libraries],
    Result.

%% As many files at once as there are schedulers.
erlang([], _, _, [], Ok) ->
    {[], Ok};
erlang([File | Files], Ebin, Free, Running, Ok) when Free > 0 ->
    Options = [report_errors, report_warnings, debug_info, {outdir, Ebin}],
    {_, Monitor} = spawn_monitor(fun() -> exit({compiled, compile:file(File, Options)}) end),
    erlang(Files, Ebin, Free - 1, [Monitor | Running], Ok);
erlang(Files, Ebin, Free, Running, Ok) ->
    receive
        {'DOWN', Monitor, process, _, {compiled, {ok, Module}}} ->
            {Modules, AllOk} = erlang(Files, Ebin, Free + 1, lists:delete(Monitor, Running), Ok),
            {[Module | Modules], AllOk};
        {'DOWN', Monitor, process, _, _} ->
            erlang(Files, Ebin, Free + 1, lists:delete(Monitor, Running), false)
    end.

elixir([], _, Modules) ->
    {ok, Modules};
elixir(Files, Ebin, Modules) ->
    case application:ensure_all_started([compiler, elixir]) of
        {ok, _} ->
            'Elixir.Code':compiler_options([{ignore_module_conflict, true}]),
            Binaries = [unicode:characters_to_binary(File) || File <- Files],
            Out = unicode:characters_to_binary(Ebin),
            case 'Elixir.Kernel.ParallelCompiler':compile_to_path(Binaries, Out, [{return_diagnostics, true}]) of
                {ok, More, _} -> {ok, Modules ++ More};
                _ -> error
            end;
        _ ->
            io:put_chars(standard_error, "Elixir's libraries were not found.\n"),
            error
    end.
