%% SPDX-License-Identifier: Apache-2.0
%% Files in memory: file:open(_, [ram]), which are ports of a driver.
-module(port_ram_file).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    {ok, F} = file:open("hello world", [ram, read, write]),
    p(file:read(F, 5)), p(file:position(F, cur)), p(file:read(F, 100)), p(file:read(F, 1)),
    p(file:position(F, {bof, 6})), p(file:write(F, "there")), p(file:position(F, {eof, -3})), p(file:read(F, 10)),
    p(file:pwrite(F, 20, <<"far">>)), p(file:pread(F, 10, 20)), p(file:pread(F, 100, 1)), p(file:pread(F, [{0, 2}, {3, 4}, {1000, 1}])),
    p(file:position(F, 4)), p(file:truncate(F)), p(ram_file:get_size(F)), p(ram_file:get_file(F)),
    p(file:sync(F)), p(file:datasync(F)), p(file:advise(F, 0, 1, normal)), p(file:allocate(F, 0, 100)),
    p(file:position(F, {bof, -1})), p(file:position(F, {cur, -100})), p(file:position(F, {foo, 1})),
    p(file:pwrite(F, -1, "x")), p(file:pread(F, -1, 2)),
    p(file:position(F, {bof, 10})), p(file:write(F, [])), p(ram_file:get_size(F)), p(file:pread(F, 0, 100)),
    p(file:close(F)), p(file:read(F, 1)), p(file:close(F)),
    {ok, R} = file:open(<<"only read", 255>>, [ram, read, binary]),
    p(file:read(R, 100)), p(file:read(R, 1)), p(file:write(R, "x")), p(file:truncate(R)), p(ram_file:get_file(R)),
    p(file:close(R)),
    {ok, W} = file:open([], [ram, write, binary]),
    p(file:write(W, binary:copy(<<"0123456789">>, 10000))), p(file:read(W, 1)), p(ram_file:get_size(W)), p(file:close(W)),
    p(file:open("x", [ram, foo])), p(file:open(foo, [ram])),
    {ok, D} = file:open("data", [ram]), p(file:read(D, 4)), p(file:copy(D, D)), file:close(D),
    {ok, C1} = file:open("some bytes", [ram, read, binary]), {ok, C2} = file:open([], [ram, read, write, binary]),
    p(file:copy(C1, C2)), p(ram_file:get_file(C2)),
    p(receive M -> M after 0 -> none end).

p(X) -> io:format("~p~n", [X]).
