%% SPDX-License-Identifier: Apache-2.0
%% Module code over OTP's code_server: paths, folders, loading, sticky modules, replacing, deleting, on_load, autoloading.
-module(code_server_calls).
-export([main/0]).

main() ->
    show([filename:basename(code:which(M)) || M <- [lists, sofs]]),
    show([code:which(erlang), code:which(no_such_module), filename:basename(code:which(?MODULE))]),
    show([code:is_loaded(erlang), code:is_loaded(no_such_module), code:is_sticky(lists), code:is_sticky(?MODULE)]),
    Root = code:root_dir(),
    show([lists:prefix(Root, P) || P <- [code:lib_dir(), code:lib_dir(stdlib), code:priv_dir(kernel), code:lib_dir(kernel), code:compiler_dir()]]),
    show([code:lib_dir(no_such_app), code:priv_dir(no_such_app), code:lib_dir('')]),
    show([code:get_mode(), code:objfile_extension(), code:where_is_file("no.such"), filename:basename(code:where_is_file("sofs.beam"))]),
    D = filename:join("/tmp", "gleamr_code_server_calls_" ++ os:getpid()),
    ok = file:make_dir(D),
    show([code:add_patha(D), hd(code:get_path()) =:= D, code:add_pathz("/none/at/all"), code:del_path(D), code:del_path(D), lists:member(D, code:get_path())]),
    show([caught(fun() -> code:F(x) end) || F <- [add_path, load_abs, lib_dir, set_path]]),
    show([caught(fun() -> code:F("x") end) || F <- [load_file, ensure_loaded, purge, soft_purge, delete, is_loaded, which, get_object_code, is_sticky]]),
    %% compiled here, found in a folder
    show([code:F(csc_a) || F <- [load_file, ensure_loaded, purge, soft_purge, delete, is_loaded, get_object_code]]),
    compile(D, csc_a, "f() -> 1."),
    show(caught(fun() -> csc_a:f() end)),
    true = code:add_patha(D),
    show([csc_a:f(), element(1, code:is_loaded(csc_a)), code:which(csc_a) =:= filename:join(D, "csc_a.beam")]),
    compile(D, csc_a, "f() -> 2. g() -> fun() -> f() end."),
    show([csc_a:f(), code:load_file(csc_a), csc_a:f(), code:ensure_loaded(csc_a), code:module_status(csc_a), code:modified_modules()]),
    G = csc_a:g(),
    compile(D, csc_a, "f() -> 3."),
    show([code:module_status(csc_a), code:soft_purge(csc_a), code:load_file(csc_a), csc_a:f(), G()]),
    show([caught(fun() -> csc_a:g() end), code:purge(csc_a), caught(G)]),
    show([code:delete(csc_a), code:is_loaded(csc_a), erlang:module_loaded(csc_a), csc_a:f(), code:is_loaded(csc_a) =/= false]),
    {csc_a, Bin, File} = code:get_object_code(csc_a),
    show([code:purge(csc_a), code:load_binary(csc_a, "elsewhere/csc_a.beam", Bin), code:is_loaded(csc_a), code:which(csc_a)]),
    show([code:purge(csc_a), code:load_abs(filename:rootname(File)), code:is_loaded(csc_a) =:= {file, File}]),
    show(code:load_abs(filename:join(D, "none"))),
    show([erlang:md5(code:get_chunk(Bin, "Code")) =:= erlang:md5(code:get_chunk(zlib:gzip(Bin), "Code")), code:get_chunk(Bin, "None"), code:module_md5(Bin) =:= csc_a:module_info(md5), code:module_md5(<<"x">>)]),
    %% several at once
    compile(D, csc_b, "f() -> b."),
    compile(D, csc_c, "f() -> c."),
    show([code:ensure_modules_loaded([csc_b, csc_c, lists]), code:ensure_modules_loaded([csc_b, no_such_module]), csc_b:f()]),
    show([code:atomic_load([csc_b, csc_c]), code:atomic_load([no_such_module]), code:atomic_load([csc_b, csc_b])]),
    {ok, Prepared} = code:prepare_loading([csc_c]),
    show([code:purge(csc_c), code:finish_loading(Prepared), csc_c:f()]),
    %% sticky
    show([code:stick_dir(D), code:is_sticky(csc_b), code:unstick_dir(D), code:is_sticky(csc_b)]),
    %% on_load
    compile(D, csc_ok, "-on_load(init/0). init() -> persistent_term:put(csc_ok, loaded), ok. f() -> persistent_term:get(csc_ok)."),
    show([csc_ok:f(), code:is_loaded(csc_ok) =/= false]),
    compile(D, csc_no, "-on_load(init/0). init() -> refused. f() -> 1."),
    show([caught(fun() -> csc_no:f() end), code:is_loaded(csc_no), code:ensure_loaded(csc_no), code:load_file(csc_no)]),
    compile(D, csc_slow, "-on_load(init/0). init() -> timer:sleep(50). f() -> self()."),
    Self = self(),
    Pids = [spawn(fun() -> Self ! {self(), csc_slow:f()} end) || _ <- [1, 2, 3]],
    show([receive {P, P} -> ok after 3000 -> timeout end || P <- Pids]),
    %% a whole list of its own
    Path = code:get_path(),
    show([code:set_path(["." | lists:reverse(Path)]) , length(code:get_path()) =:= length(Path), code:set_path(Path), code:get_path() =:= Path]),
    show([code:del_path(D), code:ensure_loaded(csc_a), code:purge(csc_a), code:delete(csc_a), code:ensure_loaded(csc_a), caught(fun() -> csc_a:f() end)]),
    [begin code:purge(M), code:delete(M), code:purge(M) end || M <- [csc_a, csc_b, csc_c, csc_ok, csc_no, csc_slow]],
    code:del_path("/none/at/all"),
    ok = file:del_dir_r(D).

compile(D, Name, Text) ->
    {ok, Ts, _} = erl_scan:string("-module(" ++ atom_to_list(Name) ++ "). -compile(export_all). -compile(nowarn_export_all). " ++ Text),
    {ok, Name, Bin} = compile:forms(forms(Ts, [], []), [deterministic, debug_info]),
    ok = file:write_file(filename:join(D, atom_to_list(Name) ++ ".beam"), Bin).

forms([], [], Fs) -> lists:reverse(Fs);
forms([{dot, _} = T | Ts], Acc, Fs) ->
    {ok, F} = erl_parse:parse_form(lists:reverse([T | Acc])),
    forms(Ts, [], [F | Fs]);
forms([T | Ts], Acc, Fs) -> forms(Ts, [T | Acc], Fs).

caught(F) ->
    try F() catch C:R:S -> {C, case R of {badfun, _} -> badfun; _ -> R end, [{M, Fn, if is_list(A) -> length(A); true -> A end} || {M, Fn, A, _} <- [hd(S)]]} end.

show(X) -> io:format("~tp~n", [X]).
