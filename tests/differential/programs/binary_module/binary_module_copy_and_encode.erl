%% SPDX-License-Identifier: Apache-2.0
-module(binary_module_copy_and_encode).
-export([main/0, id/1]).

main() ->
    d([binary:copy(id(<<"ab">>)), binary:copy(<<"ab">>, 3), binary:copy(<<"ab">>, 0), binary:copy(<<>>, 100), byte_size(binary:copy(<<"abc">>, 100000))]),
    d([t(fun() -> binary:copy(id(A), id(N)) end) || {A, N} <- [{<<"a">>, -1}, {a, 1}, {<<1:1>>, 1}, {<<"a">>, a}, {<<"abc">>, 1 bsl 62}]]),
    d([binary:encode_unsigned(id(N)) || N <- [0, 1, 255, 256, 1 bsl 64, 1 bsl 100]]),
    d([binary:encode_unsigned(id(N), little) || N <- [0, 1, 256, 1 bsl 64]]),
    d([binary:decode_unsigned(id(X)) || X <- [<<>>, <<0>>, <<1, 0>>, <<255, 255, 255, 255, 255, 255, 255, 255, 255>>]]),
    d([binary:decode_unsigned(id(X), little) || X <- [<<>>, <<0>>, <<1, 0>>, <<0, 1>>]]),
    d([t(fun() -> binary:encode_unsigned(id(X)) end) || X <- [-1, a, 1.0]]),
    d([t(fun() -> binary:decode_unsigned(id(X)) end) || X <- [a, <<1:3>>]]),
    d([t(fun() -> binary:encode_unsigned(1, id(x)) end)]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
