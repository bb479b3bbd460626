%% SPDX-License-Identifier: Apache-2.0
-module(atom_quoting_when_displayed).
-export([main/0, id/1]).

main() ->
    [d(id(A)) || A <- ['', 'A', 'a b', a_b, a@b, 'a-b', '1a', 'a\nb', 'a\'b', 'a\\b', 'é', 'É', 'Ω', 'div', 'if', 'andalso', 'maybe', 'else', '_a', '@', true, [], '[]', '{}', 'x\ty', 'x\x{7f}y', 'a.b', 'ÿ', '日本']].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
