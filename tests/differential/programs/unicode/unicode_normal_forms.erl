%% SPDX-License-Identifier: Apache-2.0
-module(unicode_normal_forms).
-export([main/0, id/1]).

main() ->
    d([{unicode:characters_to_nfc_list(id(X)), unicode:characters_to_nfd_list(X), unicode:characters_to_nfkc_list(X), unicode:characters_to_nfkd_list(X)} || X <- ["é", [101, 769], "ﬁ", [16#1E9B, 16#323], [16#AC00], "abc"]]),
    d([unicode:characters_to_nfc_binary(id([101, 769])), unicode:characters_to_nfd_binary("é")]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
