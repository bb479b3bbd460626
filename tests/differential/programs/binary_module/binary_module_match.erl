%% SPDX-License-Identifier: Apache-2.0
-module(binary_module_match).
-export([main/0, id/1]).

main() ->
    d([binary:match(id(<<"abcabc">>), id(P)) || P <- [<<"b">>, <<"ca">>, <<"x">>, [<<"c">>, <<"bc">>], [<<"ab">>, <<"abc">>], <<"abcabc">>, <<"abcabcd">>]]),
    d([binary:matches(id(<<"abababa">>), id(P)) || P <- [<<"aba">>, <<"b">>, [<<"a">>, <<"ab">>], <<"z">>]]),
    d(binary:match(<<"abcabc">>, <<"b">>, [{scope, {2, 4}}])),
    d(binary:match(<<"abcabc">>, <<"b">>, [{scope, {6, -4}}])),
    d([t(fun() -> binary:match(id(A), id(B)) end) || {A, B} <- [{<<"a">>, <<>>}, {<<"a">>, []}, {<<"a">>, [<<>>]}, {a, <<"a">>}, {<<"a">>, a}, {<<1:3>>, <<"a">>}, {<<"a">>, <<1:3>>}]]),
    d([t(fun() -> binary:match(<<"abc">>, <<"b">>, id(O)) end) || O <- [[{scope, {0, 4}}], [{scope, {-1, 1}}], [bad], a, [{scope, {1, 0}}]]]),
    CP = binary:compile_pattern([<<"x">>, <<"yz">>]),
    d(binary:match(<<"abyzx">>, CP)),
    d(binary:matches(<<"xyzxyzx">>, CP)),
    d(t(fun() -> binary:compile_pattern(id(<<>>)) end)).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
