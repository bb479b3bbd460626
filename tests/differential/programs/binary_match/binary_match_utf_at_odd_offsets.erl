%% SPDX-License-Identifier: Apache-2.0
-module(binary_match_utf_at_odd_offsets).
-export([main/0, id/1]).

main() ->
    B = id(<<1:3, "aΩ😀"/utf8, 2:5>>), <<_:3, R/bits>> = B, d(all(R)),
    d(u16(id(<<1:5, "aΩ😀"/utf16, 1:3>>))).

all(<<C/utf8, R/bits>>) -> [C | all(R)];
all(R) -> [R].
u16(<<_:5, A/utf16, B/utf16, C/utf16, R/bits>>) -> {A, B, C, R}.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
