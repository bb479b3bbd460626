%% SPDX-License-Identifier: Apache-2.0
%% A folder with so many names that it is listed on a dirty thread: by prim_file itself, through the file server, with wildcards, by
%% several processes at once.
-module(file_large_folder).
-export([main/0]).

main() ->
    Folder = filename:join("/tmp", "gleamr_file_large_folder_" ++ os:getpid()),
    ok = file:make_dir(Folder),
    Names = lists:sort([integer_to_list(N) || N <- lists:seq(1, 1500)]),
    [ok = file:write_file(filename:join(Folder, Name), "") || Name <- Names],
    Listed = fun({ok, List}) -> lists:sort(List) =:= Names end,
    erlang:display(Listed(prim_file:list_dir(Folder))),
    erlang:display([Listed(file:list_dir(Folder)), Listed(file:list_dir_all(Folder))]),
    erlang:display(length(filelib:wildcard("1*", Folder))),
    Started = [spawn_monitor(fun() -> exit(Listed(prim_file:list_dir(Folder))) end) || _ <- lists:seq(1, 8)],
    erlang:display([receive {'DOWN', R, process, P, Reason} -> Reason end || {P, R} <- Started]),
    ok = file:del_dir_r(Folder),
    erlang:display(file:list_dir(Folder)).
