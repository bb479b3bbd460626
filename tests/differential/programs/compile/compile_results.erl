%% SPDX-License-Identifier: Apache-2.0
%% What compile:file/2 and compile:forms/2 give: binaries, files, warnings, errors, listings, macros, parse transforms.
-module(compile_results).
-export([main/0, parse_transform/2]).

main() ->
    D = filename:join("/tmp", "gleamr_compile_results_" ++ os:getpid()),
    ok = file:make_dir(D),
    {ok, Cwd} = file:get_cwd(),
    ok = file:set_cwd(D),
    src("cr_a", "-export([f/1]).\n-ifdef(X).\nf(_) -> {?X, ?MODULE, ?LINE, ??Y}.\n-else.\nf(A) -> B = A, unused.\n-endif.\n"),
    show(compile:file("cr_a", [return])),
    show(compile:file("cr_a.erl", [return, {d, 'X', "value"}])),
    show(element(1, compile:file("cr_a", []))),
    show(lists:sort(filelib:wildcard("*"))),
    show(md5(compile:file("cr_a", [binary, deterministic]))),
    show(compile:file("cr_a", [binary, return, warnings_as_errors])),
    show(compile:file("none", [return])),
    show(compile:file("none", [])),
    src("cr_b", "-export([f/0, g/0]).\nf() -> g(X, .\ng() -> {.\nh() -> ok.\n"),
    show(compile:file("cr_b", [return])),
    src("cr_c", "-export([f/0, g/1]).\nf() -> h(), X, atom + 1, lists:foo(1), erlang:now().\nf() -> twice.\ng({A, A}) when is_foo(A) -> B; g(_) -> case 1 of 2 -> x end.\n-record(r, {a}).\n-spec k() -> undefined_type().\nk() -> #r{b = 1}, #s{}.\n"),
    show(compile:file("cr_c", [return])),
    src("cr_d", "-export([f/1, g/0]).\nf(X) when is_list(X), is_atom(X) -> [x || x <- X]; f(_) -> 1 = 2, catch 3, a + 1.\ng() -> [], \"unused\", case a of a -> 1; _ -> 2 end.\n"),
    show(compile:file("cr_d", [return, binary, strong_validation])),
    file:write_file("cr.hrl", "-record(point, {x = 0, y = 0}).\n-define(ORIGIN, #point{}).\n-define(ADD(A, B), (A) + (B)).\n"),
    src("cr_e", "-include(\"cr.hrl\").\n-include_lib(\"kernel/include/file.hrl\").\n-export([f/0]).\nf() -> {?ORIGIN, ?ADD(1, 2), #point{x = 5}#point.x, record_info(fields, file_info)}.\n"),
    {ok, cr_e, E, []} = compile:file("cr_e", [return, binary, deterministic]),
    {module, cr_e} = code:load_binary(cr_e, "cr_e.beam", E),
    show(cr_e:f()),
    src("cr_f", "-include(\"none.hrl\").\n-include_lib(\"none/none.hrl\").\n-undef(X).\n-if(?OTP_RELEASE >= 27).\n-warning(\"since 27\").\n-else.\n-error(old).\n-endif.\n?UNDEFINED.\n-foo bar.\n"),
    show(compile:file("cr_f", [return])),
    %% stages
    [show({Stage, stage(compile:file("cr_a", [Stage, binary, deterministic]))}) || Stage <- ['P', 'E', to_pp, to_exp, to_core, to_kernel, 'S', dcore, to_asm]],
    show(compile:file("cr_a", ['S'])),
    {ok, S} = file:read_file("cr_a.S"),
    show(byte_size(S) > 200),
    %% transforms
    src("cr_g", "-export([f/0]).\n-compile({parse_transform, compile_results}).\nf() -> answer.\n"),
    {ok, cr_g, G} = compile:file("cr_g", [binary]),
    {module, cr_g} = code:load_binary(cr_g, "cr_g", G),
    show(cr_g:f()),
    src("cr_h", "-export([f/0]).\n-compile({parse_transform, no_such_transform}).\nf() -> answer.\n"),
    show(compile:file("cr_h", [return])),
    show([compile:output_generated([binary]), compile:output_generated([]), compile:noenv_output_generated(['P'])]),
    show(lists:sublist(lists:sort([T || {T, _} <- compile:env_compiler_options()] ++ [x]), 3)),
    [code:purge(M) || M <- [cr_e, cr_g]],
    [code:delete(M) || M <- [cr_e, cr_g]],
    ok = file:set_cwd(Cwd),
    ok = file:del_dir_r(D).

parse_transform(Forms, _) ->
    [case F of {function, L, f, 0, _} -> {function, L, f, 0, [{clause, L, [], [], [{integer, L, 42}]}]}; _ -> F end || F <- Forms].

src(Name, Text) -> ok = file:write_file(Name ++ ".erl", ["-module(", Name, ").\n", Text]).

md5({ok, M, B}) -> {M, byte_size(B), erlang:md5(B)}.

stage({ok, M, B}) when is_binary(B) -> {M, erlang:md5(B)};
stage({ok, M, T}) -> {M, erlang:phash2(T)};
stage(Other) -> Other.

show(X) -> io:format("~tp~n", [X]).
