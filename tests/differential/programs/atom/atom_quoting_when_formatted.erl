%% SPDX-License-Identifier: Apache-2.0
-module(atom_quoting_when_formatted).
-export([main/0, id/1]).

main() ->
    [io:format("~w ~p ~tw ~tp~n", [id(A), A, A, A]) || A <- ['', 'A', 'a b', a_b, a@b, 'a-b', '1a', 'a\nb', 'a\'b', 'a\\b', 'é', 'É', 'div', 'if', 'andalso', 'maybe', 'else', '_a', '@', true, '[]', '{}', 'x\ty', 'x\x{7f}y', 'a.b']].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
