%% SPDX-License-Identifier: Apache-2.0
%% Module zlib: whole binaries in each format, streams in pieces, dictionaries, levels, what comes after the end, errors.
-module(zlib_streams).
-export([main/0]).

main() ->
    Text = iolist_to_binary([[integer_to_binary(N * N), " "] || N <- lists:seq(1, 3000)]),
    show([erlang:md5(zlib:F(D)) || F <- [compress, gzip, zip], D <- [Text, <<>>, <<"a">>, binary:copy(<<0>>, 100000)]]),
    show([zlib:uncompress(zlib:compress(Text)) =:= Text, zlib:gunzip(zlib:gzip(Text)) =:= Text,
          zlib:unzip(zlib:zip(Text)) =:= Text, zlib:uncompress(zlib:compress([Text, [Text], "x"])) =:= <<Text/binary, Text/binary, "x">>]),
    show([caught(fun() -> zlib:F(B) end) || F <- [uncompress, gunzip, unzip], B <- [<<1, 2, 3>>, <<>>, "abc", x]]),
    show(caught(fun() -> zlib:uncompress(binary:part(zlib:compress(Text), 0, 500)) end)),
    show(zlib:gunzip([zlib:gzip("one"), zlib:gzip("two")])),
    %% levels and strategies
    show([erlang:md5(deflated(Text, Level, 15, 8, Strategy)) ||
             Level <- [none, best_speed, best_compression, default, 1, 5, 9], Strategy <- [default, filtered, huffman_only, rle]]),
    show([caught(fun() -> erlang:md5(deflated(Text, default, Bits, Mem, default)) end) || Bits <- [-15, -10, 9, 15, 31, 25], Mem <- [1, 9]]),
    %% in pieces
    Z = zlib:open(),
    ok = zlib:deflateInit(Z),
    P1 = [zlib:deflate(Z, Part) || Part <- pieces(Text, 700)],
    P2 = [zlib:deflate(Z, <<>>, sync), zlib:deflate(Z, "tail", full), zlib:deflate(Z, <<>>, finish)],
    show(zlib:deflateEnd(Z)),
    Compressed = iolist_to_binary([P1, P2]),
    show(erlang:md5(Compressed)),
    ok = zlib:inflateInit(Z),
    U = [zlib:inflate(Z, Part) || Part <- pieces(Compressed, 100)],
    show(zlib:inflateEnd(Z)),
    show(iolist_to_binary(U) =:= <<Text/binary, "tail">>),
    ok = zlib:inflateInit(Z),
    show(safe(Z, zlib:safeInflate(Z, zlib:compress(binary:copy(Text, 10))), 0) =:= 10 * byte_size(Text)),
    show(zlib:inflateReset(Z)),
    show(iolist_to_binary(zlib:inflate(Z, zlib:compress("again")))),
    %% more after the end
    show(iolist_to_binary(zlib:inflate(Z, "rubbish"))),
    zlib:inflateEnd(Z),
    ok = zlib:inflateInit(Z, 15, error),
    show(caught(fun() -> zlib:inflate(Z, [zlib:compress("x"), "rubbish"]) end)),
    catch zlib:inflateEnd(Z),
    ok = zlib:inflateInit(Z, 15, reset),
    show(iolist_to_binary(zlib:inflate(Z, [zlib:compress("x"), zlib:compress("y")]))),
    catch zlib:inflateEnd(Z),
    ok = zlib:inflateInit(Z),
    show(iolist_to_binary(zlib:inflate(Z, binary:part(Compressed, 0, 200))) =/= <<>>),
    show(caught(fun() -> zlib:inflateEnd(Z) end)),
    %% dictionaries
    ok = zlib:deflateInit(Z),
    Adler = zlib:deflateSetDictionary(Z, "integer dictionary"),
    show(Adler),
    D = zlib:deflate(Z, "a dictionary of integers", finish),
    zlib:deflateEnd(Z),
    ok = zlib:inflateInit(Z),
    show(caught(fun() -> zlib:inflate(Z, D) end)),
    show(zlib:inflateSetDictionary(Z, "integer dictionary")),
    show(iolist_to_binary(zlib:inflate(Z, []))),
    show(iolist_to_binary(zlib:inflateGetDictionary(Z))),
    zlib:inflateEnd(Z),
    ok = zlib:inflateInit(Z),
    show(caught(fun() -> zlib:inflate(Z, D, [{exception_on_need_dict, false}]) end)),
    show(caught(fun() -> zlib:inflateSetDictionary(Z, "another dictionary") end)),
    zlib:close(Z),
    %% parameters in between
    Q = zlib:open(),
    ok = zlib:deflateInit(Q, best_speed),
    A1 = zlib:deflate(Q, binary:part(Text, 0, 5000)),
    show(zlib:deflateParams(Q, best_compression, default)),
    A2 = zlib:deflate(Q, binary:part(Text, 5000, 5000), finish),
    show(zlib:uncompress([A1, A2]) =:= binary:part(Text, 0, 10000)),
    show(zlib:deflateReset(Q)),
    show(erlang:md5(iolist_to_binary(zlib:deflate(Q, Text, finish)))),
    %% wrong states and owners
    show(caught(fun() -> zlib:deflateInit(Q) end)),
    show(caught(fun() -> zlib:inflate(Q, "x") end)),
    Self = self(),
    spawn(fun() -> Self ! {other, caught(fun() -> zlib:deflate(Q, "x") end)} end),
    receive {other, Error} -> show(Error) end,
    Pid = spawn(fun() -> receive go -> Self ! {other, zlib:close(Q)} end end),
    show(zlib:set_controlling_process(Q, Pid)),
    show(caught(fun() -> zlib:close(Q) end)),
    Pid ! go,
    receive {other, Closed} -> show(Closed) end,
    show(caught(fun() -> zlib:close(Q) end)),
    show(caught(fun() -> zlib:close(x) end)),
    show([caught(fun() -> apply(zlib, deflateInit, [zlib:open() | As]) end) ||
             As <- [[10], [default, deflated, 16, 8, default], [default, deflated, 15, 10, default], [default, x, 15, 8, default]]]).

deflated(Text, Level, Bits, Mem, Strategy) ->
    Z = zlib:open(),
    ok = zlib:deflateInit(Z, Level, deflated, Bits, Mem, Strategy),
    D = zlib:deflate(Z, Text, finish),
    ok = zlib:deflateEnd(Z),
    zlib:close(Z),
    iolist_to_binary(D).

pieces(B, N) when byte_size(B) =< N -> [B];
pieces(B, N) -> <<P:N/binary, R/binary>> = B, [P | pieces(R, N)].

safe(Z, {continue, L}, N) -> safe(Z, zlib:safeInflate(Z, []), N + iolist_size(L));
safe(_, {finished, L}, N) -> N + iolist_size(L).

caught(F) -> try {ok, F()} catch C:R -> {C, R} end.

show(X) -> erlang:display(X).
