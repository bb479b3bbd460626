%% SPDX-License-Identifier: Apache-2.0
-module(unicode_characters_to_binary).
-export([main/0, id/1]).

main() ->
    d([unicode:characters_to_binary(id(X)) || X <- [<<>>, <<"abc">>, "Ωé", [955, <<"é"/utf8>>, [97 | <<"b">>]], <<206>>, <<255>>, <<"ab", 255, "c">>, [55296], [97, 1114112, 98], [<<206>>, <<169>>], [<<206>>, 97]]]),
    d([t(fun() -> unicode:characters_to_binary(id(X)) end) || X <- [a, [a], 1, <<1:3>>, [1 | 2]]]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
