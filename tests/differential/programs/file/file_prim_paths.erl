%% SPDX-License-Identifier: Apache-2.0
%% Operations on paths at the lowest level: folders, links, renaming, information, permissions, names in other encodings.
-module(file_prim_paths).
-export([main/0]).

main() ->
    D = filename:join("/tmp", "gleamr_file_prim_paths_" ++ os:getpid()),
    show([prim_file:make_dir(D), prim_file:make_dir(D), prim_file:make_dir(f(f(D, "no"), "no"))]),
    F = f(D, "file"),
    show(prim_file:write_file(F, "12345")),
    show([prim_file:make_dir(F), prim_file:list_dir(F), prim_file:list_dir(f(D, "none"))]),
    show(info(prim_file:read_file_info(F))),
    show(info(prim_file:read_file_info(D))),
    show(prim_file:read_file_info(f(D, "none"))),
    show(prim_file:read_file_info(f(F, "x"))),
    show(prim_file:read_file_info("")),
    show(prim_file:read_file_info(x)),
    show(prim_file:read_file_info([x])),
    L = f(D, "link"),
    show([prim_file:make_symlink("file", L), prim_file:make_symlink("file", L)]),
    show([prim_file:read_link(L), prim_file:read_link(F), prim_file:read_link(f(D, "none")), prim_file:read_link_all(L)]),
    show([info(prim_file:read_link_info(L)), info(prim_file:read_file_info(L))]),
    show([prim_file:make_link(F, f(D, "hard")), prim_file:make_link(f(D, "none"), f(D, "hard2")), prim_file:make_link(F, L)]),
    show(links(prim_file:read_file_info(F))),
    show(sorted(prim_file:list_dir(D))),
    show([prim_file:rename(F, f(D, "file2")), prim_file:rename(F, f(D, "file3")), prim_file:rename(D, F)]),
    show(prim_file:read_file(L)),
    show(prim_file:make_dir(f(D, "sub"))),
    show(prim_file:write_file(f(f(D, "sub"), "x"), "")),
    show(prim_file:make_dir(f(D, "sub2"))),
    show([prim_file:rename(f(D, "sub2"), f(D, "sub")), prim_file:rename(f(D, "file2"), f(D, "sub")),
          prim_file:rename(f(D, "sub"), f(D, "file2"))]),
    show([prim_file:del_dir(f(D, "sub")), prim_file:delete(f(D, "sub")), prim_file:del_dir(f(D, "file2")),
          prim_file:delete(f(D, "none")), prim_file:del_dir(f(D, "none"))]),
    show([prim_file:delete(f(f(D, "sub"), "x")), prim_file:del_dir(f(D, "sub")), prim_file:del_dir(f(D, "sub2"))]),
    %% information that is set
    G = f(D, "file2"),
    {ok, I} = prim_file:read_file_info(G, [{time, posix}]),
    show(prim_file:write_file_info(G, setelement(8, I, 8#640), [{time, posix}])),
    show(prim_file:write_file_info(G, setelement(5, setelement(6, I, 1000000000), 1100000000), [{time, posix}])),
    {ok, J} = prim_file:read_file_info(G, [{time, posix}]),
    show({element(5, J), element(6, J), element(8, J) band 8#777}),
    {ok, U} = prim_file:read_file_info(G, [{time, universal}]),
    show({element(5, U), element(6, U)}),
    show(prim_file:write_file_info(f(D, "none"), I, [{time, posix}])),
    %% where we are
    {ok, Cwd} = prim_file:get_cwd(),
    show([prim_file:set_cwd(D), prim_file:get_cwd() =:= {ok, D}, prim_file:set_cwd("none"), prim_file:read_file("link")]),
    show(prim_file:del_dir(".")),
    show([prim_file:set_cwd(Cwd), prim_file:get_cwd() =:= {ok, Cwd}]),
    show([prim_file:get_cwd(X) || X <- ["C:", "", x, [$C, $:, $x]]]),
    show(prim_file:altname(G)),
    %% names
    show([prim_file:internal_name2native(N) || N <- ["abc", <<"abc">>, <<255, 254>>, "a" ++ [[$b]], ""]]),
    show([catch_(fun() -> prim_file:internal_name2native(N) end) || N <- [abc, [0], <<0>>, [-1], [16#110000], <<1:3>>, 1]]),
    show([prim_file:internal_native2name(N) || N <- [<<"abc">>, <<>>, <<195, 182>>]]),
    show([prim_file:is_translatable(N) || N <- [<<"abc">>, <<>>, <<195, 182>>]]),
    show([prim_file:write_file(f(D, N), "") || N <- [[246], [8364], <<"binary">>]]),
    show([length(N) || N <- sorted(prim_file:list_dir(D))]),
    {ok, Names} = prim_file:list_dir(D),
    show([prim_file:delete(f(D, N)) || N <- Names]),
    show(prim_file:del_dir(D)).

f(D, N) when is_binary(N) -> <<(list_to_binary(D))/binary, "/", N/binary>>;
f(D, N) -> D ++ "/" ++ N.

info({ok, I}) -> {element(3, I), element(4, I), element(8, I) band 8#777};
info(Other) -> Other.

links({ok, I}) -> element(9, I).

sorted({ok, L}) -> lists:sort(L).

catch_(F) -> try F() catch C:R -> {C, R} end.

show(X) -> erlang:display(X).
