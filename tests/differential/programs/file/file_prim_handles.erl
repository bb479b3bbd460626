%% SPDX-License-Identifier: Apache-2.0
%% Open files at the lowest level: modes, reading, writing, positions, lines, errors, who may use them.
-module(file_prim_handles).
-export([main/0]).

main() ->
    Dir = folder(),
    F = filename:join(Dir, "a.txt"),
    show(prim_file:open(F, [read])),
    show(prim_file:open(Dir, [read])),
    show(prim_file:open(Dir, [write])),
    show(prim_file:open(F, not_a_list)),
    show(prim_file:open(["a", 0, "b"], [read])),
    show(prim_file:open(<<"a", 0, "b">>, [read])),
    show(prim_file:open('an atom', [read])),
    {ok, Fd} = prim_file:open(F, [read, write, binary]),
    show(prim_file:write(Fd, ["hello\n", <<"world\r\n">>, [[], "last"]])),
    show(prim_file:write(Fd, [<<N>> || N <- lists:seq($A, $Z), _ <- lists:seq(1, 10)])),
    show(prim_file:write(Fd, [not_a_byte])),
    show([prim_file:position(Fd, At) || At <- [cur, bof, eof, {bof, 3}, {cur, 4}, {eof, -5}, 0, -1, {cur, -100}, {x, 1}, {bof, x}]]),
    show(prim_file:position(Fd, 0)),
    show([prim_file:read_line(Fd) || _ <- [1, 2, 3, 4]]),
    show(prim_file:position(Fd, 2)),
    show([prim_file:read(Fd, N) || N <- [0, 3, 5, 100000, 1, -1, 1 bsl 70]]),
    show([prim_file:pread(Fd, O, N) || {O, N} <- [{0, 5}, {3, 4}, {1000, 1}, {-1, 1}, {0, -1}, {x, 1}, {1.5, 1}, {1 bsl 65, 1}]]),
    show(prim_file:pread(Fd, [{0, 2}, {1000, 2}, {4, 1}])),
    show(prim_file:pwrite(Fd, 1, <<"EL">>)),
    show(prim_file:pwrite(Fd, -1, <<"EL">>)),
    show(prim_file:pwrite(Fd, [{0, "h"}, {3, ["L", <<"O">>]}])),
    show(prim_file:pread(Fd, 0, 6)),
    show(prim_file:position(Fd, 4)),
    show(prim_file:truncate(Fd)),
    show(prim_file:position(Fd, eof)),
    show([prim_file:sync(Fd), prim_file:datasync(Fd)]),
    show([prim_file:advise(Fd, 0, 10, A) || A <- [normal, random, sequential, will_need, dont_need, no_reuse, other]]),
    show(prim_file:advise(Fd, -1, 10, normal)),
    show(prim_file:allocate(Fd, 0, 100)),
    show(prim_file:position(Fd, eof)),
    show(byte_size(prim_file:get_handle(Fd))),
    show(info(prim_file:read_handle_info(Fd))),
    Self = self(),
    spawn(fun() -> Self ! catch prim_file:read(Fd, 1) end),
    show(receive {'EXIT', {Why, _}} -> Why; X -> X end),
    show([prim_file:close(Fd), prim_file:close(Fd), prim_file:read(Fd, 1), prim_file:position(Fd, 0)]),
    %% appending, exclusive, reading ahead
    {ok, A} = prim_file:open(F, [append]),
    show([prim_file:write(A, "more"), prim_file:read(A, 1), prim_file:close(A)]),
    show(prim_file:open(F, [exclusive])),
    {ok, R} = prim_file:open(F, [read, {read_ahead, 10}]),
    show([prim_file:read(R, 2), prim_file:read(R, 3), prim_file:position(R, {cur, 0}), prim_file:write(R, "x")]),
    show([prim_file:position(R, 99), prim_file:read(R, 2), prim_file:read(R, 100), prim_file:read(R, 1), prim_file:close(R)]),
    {ok, W} = prim_file:open(F, [write]),
    show([prim_file:write(W, <<5:32, 12:32, "....", "12345">>), prim_file:read(W, 1), prim_file:close(W)]),
    {ok, I} = prim_file:open(F, [read]),
    show([prim_file:ipread_s32bu_p32bu(I, O, M) || {O, M} <- [{0, 10}, {0, 5}, {0, 4}, {1, 10}, {20, 10}, {0, infinity}, {-1, 1}]]),
    show(prim_file:close(I)),
    show(prim_file:read_file(F)),
    show(prim_file:write_file(F, ["new ", <<"text">>])),
    show(prim_file:read_file(F)),
    show(prim_file:read_file(Dir)),
    show(prim_file:read_file(filename:join(Dir, "none"))),
    show(element(1, prim_file:read_file("/proc/self/stat"))),
    Big = binary:copy(<<"0123456789">>, 20000),
    show(prim_file:write_file(F, Big)),
    show(prim_file:read_file(F) =:= {ok, Big}),
    show(prim_file:delete(F)),
    show(prim_file:del_dir(Dir)).

info({ok, I}) -> {element(2, I), element(3, I), element(4, I), element(8, I) band 8#777}.

folder() ->
    Dir = filename:join("/tmp", "gleamr_file_prim_handles_" ++ os:getpid()),
    ok = prim_file:make_dir(Dir),
    Dir.

show(X) -> erlang:display(X).
