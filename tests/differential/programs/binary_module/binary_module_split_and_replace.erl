%% SPDX-License-Identifier: Apache-2.0
-module(binary_module_split_and_replace).
-export([main/0, id/1]).

main() ->
    d([binary:split(id(<<"a,b,,c,">>), <<",">>, id(O)) || O <- [[], [global], [global, trim], [global, trim_all], [trim], [{scope, {2, 3}}]]]),
    d([binary:split(<<"abc">>, [<<"b">>, <<"bc">>]), binary:split(<<>>, <<",">>), binary:split(<<",">>, <<",">>, [global, trim_all])]),
    d([binary:replace(id(<<"a.b.c">>), <<".">>, <<"-">>), binary:replace(<<"a.b.c">>, <<".">>, <<"-">>, [global]), binary:replace(<<"abc">>, <<"b">>, <<"[]">>, [{insert_replaced, 1}]), binary:replace(<<"abcb">>, <<"b">>, fun(X) -> <<X/binary, X/binary>> end, [global])]),
    d([t(fun() -> binary:split(id(A), id(B), id(C)) end) || {A, B, C} <- [{a, <<"x">>, []}, {<<"x">>, <<>>, []}, {<<"x">>, <<"y">>, [bad]}]]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
