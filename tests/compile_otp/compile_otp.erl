%% SPDX-License-Identifier: Apache-2.0
%% Compiles modules of OTP from their sources and writes a line for each: what there is in its chunks. Two machines that
%% compile alike write the same file.
%%
%% Plain arguments: the folder lib with the sources, the file to write, and sources (APPLICATION/src/FILE.erl).
-module(compile_otp).
-export([main/0]).

main() ->
    [Lib, Output | Sources] = init:get_plain_arguments(),
    {ok, File} = file:open(Output, [write]),
    lists:foreach(fun(Source) -> io:format(File, "~s ~0p~n", [Source, compiled(Lib, Source)]) end, Sources),
    ok = file:close(File),
    halt(0).

compiled(Lib, Source) ->
    [Application | _] = filename:split(Source),
    [OfApplication, Version] = string:split(Application, "-"),
    Names = [list_to_atom(OfApplication), kernel, stdlib],
    Folders = [Lib, filename:join([Lib, Application, "src"])] ++
        [filename:join([Lib, folder(Lib, atom_to_list(A)), "src"]) || A <- [kernel, stdlib]] ++
        [filename:join(code:lib_dir(A), "include") || A <- Names],  % the headers lie with the modules
    Options = [binary, return, deterministic, {d, 'COMPILER_VSN', Version} | [{i, Folder} || Folder <- Folders]],
    case compile:file(filename:join(Lib, Source), Options) of
        {ok, _, Beam, Warnings} ->
            {ok, _, Chunks} = beam_lib:all_chunks(Beam),
            {length(Warnings), [{Name, contents(Name, Bytes)} || {Name, Bytes} <- Chunks, Name =/= "CInf", Name =/= "Dbgi"]};
        {error, Errors, _} ->
            {error, [{filename:basename(F), E} || {F, E} <- Errors]}
    end.

folder(Lib, Application) ->
    [Folder] = filelib:wildcard(Application ++ "-*", Lib),
    Folder.

%% The order of atom keys in a map, and so its external form, depends on which atom a machine met first.
contents("Docs", Bytes) -> erlang:phash2(binary_to_term(Bytes), 1 bsl 32);
contents(_, Bytes) -> binary:encode_hex(erlang:md5(Bytes)).
