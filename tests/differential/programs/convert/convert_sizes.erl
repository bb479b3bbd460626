%% SPDX-License-Identifier: Apache-2.0
-module(convert_sizes).
-export([main/0, id/1]).

main() ->
    d([{t(fun() -> byte_size(id(X)) end), t(fun() -> bit_size(id(X)) end), t(fun() -> size(id(X)) end)} || X <- [<<>>, <<1>>, <<1:1>>, <<1:9>>, {}, {1, 2}, [], a, "abc"]]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
