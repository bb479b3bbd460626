%% SPDX-License-Identifier: Apache-2.0
%% A sum of something and a product is one instruction in OTP, whose error names the product first: where nothing stands
%% between both, and the product is needed nowhere else.
-module(exception_sum_with_product).
-export([main/0, id/1]).
-compile([no_type_opt]).

main() ->
    [erlang:display({N, arguments(F)})
     || {N, F} <- [{atom, fun() -> a + (id(2) * id(3)) end},
                   {tuple, fun() -> {t} + id(4) * 5 end},
                   {after_it, fun() -> id(4) * 5 + {t} end},
                   {variable, fun() -> X = id(x), Y = id(3), X + Y * 7 end},
                   {twice, fun() -> X = id(3), P = X * X, P + P + id(a) end},
                   {kept, fun() -> X = id(3), P = X * X, {id(a) + P, P} end},
                   {'-', fun() -> X = id(3), id(a) - X * X end},
                   {product, fun() -> X = id(a), 1 + X * 2 end},
                   {floats, fun() -> X = id(1.5), X + X * 2.0 end},
                   {nested, fun() -> abs({1.0, [x]} + ((-(1 bsl 65) + 1) * id(10))) end}]],
    ok.

arguments(F) ->
    try F()
    catch _:R:S -> {_, N, A, _} = hd(S), {R, N, A}
    end.

id(X) -> X.
