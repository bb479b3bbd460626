#!/usr/bin/env escript
%% SPDX-License-Identifier: Apache-2.0
%% What programs are told about the tree of OTP, with ROOT for its root: the same for a tree in a file system and for the
%% archive in the executable.
-include_lib("kernel/include/file.hrl").
-include_lib("eunit/include/eunit.hrl").

main([]) ->
    Zip = code:where_is_file("zip.beam"),
    Header = code:lib_dir(kernel) ++ "/include/file.hrl",
    Version = code:root_dir() ++ "/lib/../lib//" ++ filename:basename(code:lib_dir(kernel)) ++ "/./ebin/kernel.app",
    [say(Name, answer(Question)) || {Name, Question} <- [
        {which, fun() -> [code:which(M) || M <- [lists, zip, compile, ssl, eunit, public_key, erlang, nothing]] end},
        {lib_dir, fun() -> [code:lib_dir(A) || A <- [kernel, stdlib, compiler, crypto, nothing]] end},
        {priv_dir, fun() -> [code:priv_dir(A) || A <- [crypto, tools, nothing]] end},
        {where_is_file, fun() -> [code:where_is_file(F) || F <- ["stdlib.app", "ssl.app", "inets.beam", "nothing.app"]] end},
        {path, fun() -> lists:sort([F || F <- code:get_path(), is_part(F), has_modules(F)]) end},
        {all_available, fun() -> lists:sort([{M, F} || {M, F, _} <- code:all_available(), is_part(F)]) end},
        {object_code, fun() -> {M, Bytes, F} = code:get_object_code(zip), {M, F, {ok, Bytes} =:= file:read_file(F)} end},
        {checksum, fun() -> {_, Bytes, _} = code:get_object_code(zip), code:module_md5(Bytes) =:= zip:module_info(md5) end},
        {checksums, fun() -> [{M, M:module_info(md5)} || M <- [lists, gb_trees, ssl, epp, zip, mnesia]] end},
        {beam_md5, fun() -> beam_lib:md5(Zip) end},
        {attributes, fun() -> beam_lib:chunks(Zip, [attributes, compile_info, exports, imports, atoms, locals]) end},
        {modified, fun() -> code:modified_modules() end},
        {loaded, fun() -> [code:is_loaded(M) || M <- [zip, nothing]] end},
        {load, fun() -> [application:load(A) || A <- [ssl, mnesia, nothing]] end},
        {keys, fun() -> [application:get_key(A, K) || A <- [kernel, stdlib, ssl, crypto], K <- [vsn, modules, registered, mod]] end},
        {environment, fun() -> [lists:sort(application:get_all_env(A)) || A <- [kernel, stdlib, ssl]] end},
        {app_file, fun() -> file:consult(code:where_is_file("sasl.app")) end},
        {header, fun() -> file:read_file(Header) end},
        {walk, fun() -> {ok, [{application, Name, _}]} = file:consult(Version), Name end},
        {list, fun() -> {ok, Names} = file:list_dir(filename:dirname(Zip)), lists:sort([N || N <- Names, is_beam(N)]) end},
        {wildcard, fun() -> filelib:wildcard(code:lib_dir(eunit) ++ "/include/*.hrl") end},
        {fold, fun() -> filelib:fold_files(code:lib_dir(kernel), "^file\\.(hrl|beam)$", true, fun(F, Acc) -> [F | Acc] end, []) end},
        {is, fun() -> [{filelib:is_dir(F), filelib:is_regular(F)} || F <- [code:lib_dir(), Zip, Zip ++ "x"]] end},
        {info, fun() -> {ok, I} = file:read_file_info(Header), {I#file_info.type, I#file_info.size} end},
        {link_info, fun() -> {ok, I} = file:read_link_info(code:lib_dir(kernel)), I#file_info.type end},
        {open, fun() -> opened(Header) end},
        {errors, fun() -> errors(Header) end},
        {record_of_a_header, fun() -> #file_info{} end},
        {macro_of_a_header, fun() -> ?assertEqual(2, 1 + 1) end},
        {compiled, fun() -> compiled() end},
        {releases, fun() -> filename:split(code:root_dir() ++ "/releases") =/= [] end}]],
    ok.

answer(Question) ->
    try Question() catch Class:Reason -> {Class, Reason} end.

say(Name, Answer) ->
    Text = unicode:characters_to_list(io_lib:format("~ktp.~n", [{Name, Answer}])),
    io:put_chars(string:replace(Text, code:root_dir(), "ROOT", all)).

is_part(File) ->
    is_list(File) andalso lists:prefix(code:lib_dir(), File).

has_modules(Folder) ->
    filelib:wildcard(Folder ++ "/*.beam") =/= [].

is_beam(Name) ->
    filename:extension(Name) =:= ".beam".

opened(File) ->
    {ok, Fd} = file:open(File, [read, raw, binary]),
    {ok, First} = file:read(Fd, 20),
    {ok, At} = file:pread(Fd, 10, 10),
    {ok, End} = file:position(Fd, eof),
    Rest = [file:read(Fd, 1), file:write(Fd, <<"x">>), file:truncate(Fd), file:close(Fd)],
    {First, At, End, Rest}.

errors(File) ->
    [file:read_file(File ++ "x"), file:read_file(File ++ "/x"), file:read_file(filename:dirname(File)), file:list_dir(File),
     file:list_dir(File ++ "x"), file:read_link(File), file:read_file_info(File ++ "x/y"), file:make_dir(code:lib_dir()),
     file:open(code:lib_dir(), [read]), file:open(code:lib_dir(), [write]), file:open(File, [write, exclusive]),
     file:delete(File ++ "x"), file:del_dir(File ++ "x/y"), file:rename(File ++ "x", File ++ "y"), file:make_symlink("x", File)].

compiled() ->
    Forms = [{attribute, 1, module, m}, {attribute, 2, export, [{f, 0}]}, {function, 3, f, 0, [{clause, 3, [], [], [{atom, 3, ok}]}]}],
    {ok, m, Bytes} = compile:forms(Forms),
    code:load_binary(m, "m", Bytes),
    m:f().
