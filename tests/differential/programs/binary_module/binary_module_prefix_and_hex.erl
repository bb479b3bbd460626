%% SPDX-License-Identifier: Apache-2.0
-module(binary_module_prefix_and_hex).
-export([main/0, id/1]).

main() ->
    d([binary:longest_common_prefix(id(L)) || L <- [[<<"abc">>, <<"abd">>], [<<"a">>], [<<>>, <<"x">>], [<<"xyz">>, <<"xyzw">>, <<"xy">>]]]),
    d([binary:longest_common_suffix(id(L)) || L <- [[<<"abc">>, <<"xbc">>], [<<"a">>, <<"b">>]]]),
    d([t(fun() -> binary:longest_common_prefix(id(L)) end) || L <- [[], a, [a], [<<1:3>>]]]),
    d([binary:encode_hex(id(<<0, 171, 255>>)), binary:encode_hex(<<171>>, lowercase), binary:decode_hex(<<"00abFF">>)]),
    d(t(fun() -> binary:decode_hex(id(<<"0g">>)) end)),
    d(t(fun() -> binary:decode_hex(id(<<"0">>)) end)),
    d(base64:encode(id(<<"hello world">>))),
    d(base64:decode(id(<<"aGVsbG8=">>))),
    d(t(fun() -> base64:decode(id(<<"a">>)) end)).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
