%% SPDX-License-Identifier: Apache-2.0
%% alone
%% not in variant: r24 r25 r26
%% cover of application tools, which counts with native coverage: modules compiled from a file and from their .beam, called
%% by several processes, analysed in all ways, reset and exported.
-module(code_coverage_cover_module).
-export([main/0]).

main() ->
    Folder = filename:join("/tmp", "gleamr_code_coverage_" ++ os:getpid()),
    ok = file:make_dir(Folder),
    ok = file:set_cwd(Folder),
    File = "cvm.erl",
    ok = file:write_file(File, source()),
    try
        {ok, _} = cover:start(),
        covered(File),
        cover:stop(),
        show(cover:local_only()),
        covered(File),
        cover:stop()
    after
        [file:delete(F) || F <- filelib:wildcard(filename:join(Folder, "*"))],
        file:del_dir(Folder)
    end.

covered(File) ->
    show(cover:compile(File)),
    show([element(1, cover:is_compiled(cvm)), cover:modules(), code:which(cvm), code:get_coverage_mode(cvm), code:get_coverage_mode()]),
    analyse(),
    run(),
    analyse(),
    show(cover:reset(cvm)),
    show(cover:analyse(cvm, calls, module)),
    run(),
    show(cover:export("data", cvm)),
    {ok, <<Size, Term:Size/binary, _/binary>>} = file:read_file("data"),
    show(element(1, binary_to_term(Term))),
    show(cover:reset()),
    run(),
    show(cover:analyse(cvm, calls, line)),
    show(cover:analyse_to_file(cvm, "out.txt", [])),
    {ok, Text} = file:read_file("out.txt"),
    [_, Lines] = binary:split(Text, <<"****************">>),
    show(Lines),
    {ok, cvm} = compile:file(File, [debug_info, {outdir, "."}]),
    show(cover:compile_beam("cvm.beam")),
    run(),
    show(cover:analyse([cvm], calls, function)),
    show(cover:analyse(no_such_module, calls, line)).

run() ->
    Started = [spawn_monitor(fun() -> cvm:sum(N), cvm:kind(N) end) || N <- lists:seq(1, 10)],
    [receive {'DOWN', R, process, P, normal} -> ok end || {P, R} <- Started],
    cvm:kind(text).

analyse() ->
    [show({What, By, cover:analyse(cvm, What, By)}) || What <- [coverage, calls], By <- [module, function, clause, line]].

source() ->
    "-module(cvm).\n-export([sum/1, kind/1, never/1]).\n"
    "sum(0) ->\n    0;\nsum(N) ->\n    N + sum(N - 1).\n"
    "kind(N) when is_integer(N) ->\n    case N rem 2 of\n        0 ->\n            even;\n        1 -> odd\n    end;\n"
    "kind(X) ->\n    F = fun(Y) ->\n        {other, Y}\n    end,\n    try F(X) of\n        {other, Z} ->\n            [Z || _ <- [1, 2, 3]]\n    catch _:_ ->\n        failed\n    end.\n"
    "never(X) ->\n    if X -> 1;\n       true -> 2 end.\n".

show(X) -> io:format("~tp~n", [X]).
