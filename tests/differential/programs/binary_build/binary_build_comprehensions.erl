%% SPDX-License-Identifier: Apache-2.0
-module(binary_build_comprehensions).
-export([main/0, id/1]).

main() ->
    d(<< <<X>> || X <- id([1, 2, 3]) >>),
    d(<< <<X:4>> || X <- id([1, 2, 3]) >>),
    d(<< <<Y, X>> || <<X, Y>> <= id(<<1, 2, 3, 4, 5>>) >>),
    d(<< <<X/utf8>> || X <- id([955, 97]) >>),
    d(<< <<B/binary, ",">> || B <- id([<<"a">>, <<"bc">>]) >>),
    d([X || <<X:3>> <= id(<<1, 2, 3>>)]),
    d([{X, Y} || <<X:4, Y:4>> <= id(<<1, 2>>), X < Y]),
    d(<< <<X:1>> || X <- lists:seq(0, 12) >>),
    d([X || <<1, X>> <= id(<<1, 2, 1, 3, 2, 4, 1, 5>>)]),
    d(<< <<X>> || <<X:1>> <= id(<<170>>) >>),
    d([X || <<X/utf8>> <= id(<<"aΩ日"/utf8>>)]),
    d(t(fun() -> << <<X>> || <<X>> <= id(a) >> end)),
    d(t(fun() -> << <<X>> || X <- id([1, a]) >> end)),
    d(byte_size(<< <<X:32>> || X <- lists:seq(1, 10000) >>)),
    d([L || <<N, L:N/binary>> <= id(<<1, "a", 3, "bcd", 0, 5, "x">>)]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
