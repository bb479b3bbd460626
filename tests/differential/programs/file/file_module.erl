%% SPDX-License-Identifier: Apache-2.0
%% Module file through its server and through file processes: devices, lines, encodings, terms, folders, copies, errors.
-module(file_module).
-export([main/0]).

main() ->
    D = filename:join("/tmp", "gleamr_file_module_" ++ os:getpid()),
    show([file:make_dir(D), file:make_dir(D), filelib:is_dir(D), filelib:is_file(D), filelib:is_regular(D)]),
    F = filename:join(D, "f"),
    show([file:write_file(F, [<<"line 1\n">>, "line 2\n", [[], "l3"]]), file:read_file(F), filelib:file_size(F)]),
    show([file:read_file(filename:join(D, "none")), file:read_file(D), file:read_file(x), file:read_file([]), file:read_file(<<"x", 0>>)]),
    show([file:write_file(filename:join([D, "no", "f"]), ""), file:write_file(D, ""), file:write_file(F, bad), file:write_file(F, "x", [append]), file:read_file(F)]),
    %% devices
    {ok, W} = file:open(F, [write, read]),
    show([io:format(W, "~p ~s~n~ts~n", [{a, 1.5}, "text", [229]]), io:put_chars(W, "more\n"), file:write(W, <<"raw\n">>)]),
    show([file:position(W, bof), io:get_line(W, ""), io:get_chars(W, "", 3), io:read(W, ""), file:read_line(W), io:get_line(W, ""), io:get_line(W, ""), io:get_line(W, "")]),
    show([file:pread(W, 0, 4), file:pread(W, [{0, 2}, {5, 3}, {900, 1}]), file:pwrite(W, 0, "AB"), file:pwrite(W, [{2, "C"}, {4, <<"D">>}]), file:position(W, cur)]),
    show([file:position(W, {bof, 2}), file:truncate(W), file:position(W, eof), file:sync(W), file:datasync(W), file:advise(W, 0, 0, normal)]),
    show([io:getopts(W), io:setopts(W, [{encoding, utf8}]), io:getopts(W), io:setopts(W, [list]), io:setopts(W, [nonsense])]),
    show([file:close(W), file:close(W), file:read_file(F)]),
    show([file:open(filename:join(D, "none"), [read]), file:open(D, [read]), file:open(D, [write]), e(file:open(F, [nonsense])), e(file:open(F, read_)), e(file:open(F, [exclusive, write]))]),
    %% encodings
    U = filename:join(D, "utf8"),
    {ok, E} = file:open(U, [write, {encoding, utf8}]),
    show([io:format(E, "~ts\n", [[8364, 229, 128512]]), io:put_chars(E, [16#2028, "\n"]), file:write(E, <<195, 165>>), file:close(E), file:read_file(U)]),
    {ok, R} = file:open(U, [read, binary, {encoding, utf8}]),
    show([io:get_line(R, ""), io:get_chars(R, "", 2), file:read(R, 10), io:get_line(R, ""), file:close(R)]),
    {ok, R2} = file:open(U, [read]),
    show([io:get_line(R2, ""), file:read(R2, 3), file:close(R2)]),
    {ok, R3} = file:open(F, [read, {encoding, utf16}]),
    show([io:get_line(R3, ""), file:close(R3)]),
    show(file:write_file(U, <<"ok\n", 255, 254, "\n">>)),
    {ok, R4} = file:open(U, [read, {encoding, utf8}]),
    show([io:get_line(R4, ""), io:get_line(R4, ""), file:close(R4)]),
    %% raw, read ahead, delayed writing
    {ok, A} = file:open(F, [raw, write, {delayed_write, 100, 2000}]),
    show([file:write(A, lists:seq($a, $z)), file:write(A, "0123"), file:close(A), file:read_file(F)]),
    {ok, B} = file:open(F, [raw, read, read_ahead, binary]),
    show([file:read(B, 3), file:read_line(B), file:read(B, 1), file:position(B, 5), file:read(B, 2), file:close(B)]),
    {ok, C} = file:open(F, [raw, append]),
    show([file:write(C, "+"), file:close(C), file:read_file(F)]),
    %% compressed
    Z = filename:join(D, "z.gz"),
    {ok, G} = file:open(Z, [write, compressed]),
    show([file:write(G, "compressed text"), file:close(G)]),
    {ok, H} = file:open(Z, [read, compressed]),
    show([file:read(H, 10), file:read(H, 10), file:read(H, 10), file:close(H)]),
    {ok, Packed} = file:read_file(Z),
    show(zlib:gunzip(Packed)),
    %% terms
    T = filename:join(D, "terms"),
    show([file:write_file(T, "%% a comment\n{a, \"b\"}.\n[1, 2.5, <<\"x\">>].\n#{k => v}.\n"), file:consult(T)]),
    show([file:write_file(T, "{a, .\nb.\n"), file:consult(T), file:consult(filename:join(D, "none"))]),
    show([file:write_file(T, "X = 1 + 2,\nY = X * N,\n{X, Y}.\n"), file:script(T, [{'N', 7}]), file:eval(T, [{'N', 7}]), e(file:script(T))]),
    show([file:format_error({3, erl_parse, ["syntax error before: ", "b"]}), file:format_error(enoent), file:format_error(badarg)]),
    show(file:path_consult([D], "none")),
    show(element(1, file:path_open(["/none", D], "f", [read]))),
    %% folders and names
    show([file:rename(F, filename:join(D, "f2")), file:copy(filename:join(D, "f2"), F), file:copy(F, filename:join(D, "f3"), 5), file:read_file(filename:join(D, "f3"))]),
    show([filelib:ensure_dir(filename:join([D, "a", "b", "c"])), filelib:ensure_path(filename:join([D, "p", "q"])), file:list_dir(filename:join(D, "a"))]),
    {ok, Names} = file:list_dir(D),
    show(lists:sort(Names)),
    show(lists:sort([filename:basename(N) || N <- filelib:wildcard(D ++ "/{f,u}*")])),
    show([filename:basename(N) || N <- lists:sort(filelib:wildcard(D ++ "/**/?"))]),
    show(filelib:fold_files(D, "^f", true, fun(_, N) -> N + 1 end, 0)),
    show([file:make_symlink("f", filename:join(D, "s")), file:read_link(filename:join(D, "s")), file:make_link(F, filename:join(D, "h"))]),
    {ok, I} = file:read_file_info(F),
    show({element(2, I), element(3, I), element(9, I)}),
    show([file:change_mode(F, 8#600), mode(F), file:change_time(F, {{2001, 9, 9}, {1, 46, 40}}), filelib:last_modified(F)]),
    show([file:delete(F), file:delete(F), file:del_dir(D), file:del_dir(filename:join(D, "none")), file:del_dir_r(D), file:list_dir(D)]),
    show([file:delete(x), file:delete(""), file:rename("/none/a", "/none/b"), file:list_dir("/none")]),
    %% who dies closes
    Self = self(),
    Pid = spawn(fun() -> {ok, Fd} = file:open("/tmp", [read, directory, raw]), Self ! {fd, element(1, Fd)} end),
    receive {fd, X} -> show(X) after 1000 -> show({timeout, is_pid(Pid)}) end,
    show(file:native_name_encoding() =:= file:native_name_encoding()).

mode(F) -> {ok, I} = file:read_file_info(F), element(8, I) band 8#777.

e({error, R}) when is_atom(R) -> R;
e(T) -> element(1, T).

show(X) -> io:format("~tp~n", [X]).
