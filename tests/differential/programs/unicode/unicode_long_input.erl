%% SPDX-License-Identifier: Apache-2.0
-module(unicode_long_input).
-export([main/0, id/1]).

main() ->
    L = [X || X <- lists:seq(1, 60000), X < 16#d800 orelse X > 16#dfff], B = unicode:characters_to_binary(id(L)),
    d({byte_size(B), erlang:phash2(B), unicode:characters_to_list(B) =:= L, unicode:characters_to_list([B, L | B]) =:= L ++ L ++ L}), Bad = <<B/binary, 255, "rest">>, {error, Ok, Rest} = unicode:characters_to_list(Bad),
    d({length(Ok), Rest}), {incomplete, Ok2, Rest2} = unicode:characters_to_binary(<<B/binary, 226, 130>>),
    d({byte_size(Ok2), Rest2}).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
