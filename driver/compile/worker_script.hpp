// SPDX-License-Identifier: Apache-2.0
// The Erlang part of worker.hpp, a script in the sense of `escript`. What a compilation prints is collected, so that it can be
// kept with its result. For each file of a job, as it is done:
//
//   gleamr-compiled:NUMBER:ok|error:MODULE:SIZE     and SIZE bytes: what it has printed
#pragma once

namespace driver::compile {

inline constexpr const char* kWorkerScript = R"erlang(
-mode(interpret).

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
            Libraries = filelib:wildcard(Lib ++ "/*/ebin"),
            ok = code:add_paths(Libraries),
            Options = [report_errors, report_warnings, debug_info, {outdir, Ebin}],
            compile(lists:enumerate(0, Files), Options, erlang:system_info(schedulers), 0),
            lists:foreach(fun code:del_path/1, Libraries),
            serve()
    end.

compile([{Number, File} | Files], Options, Free, Running) when Free > 0 ->
    spawn_monitor(fun() -> exit({done, Number, collected(File, Options)}) end),
    compile(Files, Options, Free - 1, Running + 1);
compile([], _, _, 0) ->
    ok;
compile(Files, Options, Free, Running) ->
    receive
        {'DOWN', _, process, _, {done, Number, {Result, Module, Text}}} ->
            Head = io_lib:format("gleamr-compiled:~w:~w:~ts:~w~n", [Number, Result, Module, byte_size(Text)]),
            io:put_chars([Head, Text]),
            compile(Files, Options, Free + 1, Running - 1);
        {'DOWN', _, process, _, Reason} ->
            exit(Reason)
    end.

collected(File, Options) ->
    Collector = self(),
    {_, Monitor} = spawn_monitor(fun() ->
        group_leader(Collector, self()),
        exit({compiled, compile:file(File, Options)})
    end),
    collect(Monitor, group_leader(), []).

collect(Monitor, User, Text) ->
    receive
        {io_request, From, As, {put_chars, Encoding, Characters}} ->
            From ! {io_reply, As, ok},
            collect(Monitor, User, [Text | unicode:characters_to_binary(Characters, Encoding)]);
        {io_request, From, As, {put_chars, Encoding, Module, Function, Arguments}} ->
            From ! {io_reply, As, ok},
            Characters = apply(Module, Function, Arguments),
            collect(Monitor, User, [Text | unicode:characters_to_binary(Characters, Encoding)]);
        {io_request, _, _, _} = Request ->
            User ! Request,
            collect(Monitor, User, Text);
        {'DOWN', Monitor, process, _, {compiled, {ok, Module}}} ->
            {ok, Module, iolist_to_binary(Text)};
        {'DOWN', Monitor, process, _, _} ->
            {error, '', iolist_to_binary(Text)}
    end.
)erlang";

}  // namespace driver::compile
