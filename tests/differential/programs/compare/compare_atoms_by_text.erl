%% SPDX-License-Identifier: Apache-2.0
-module(compare_atoms_by_text).
-export([main/0, id/1]).

main() ->
    As = [b, a, ab, '', 'A', 'é', 'z', 'Ω', '日本', aa, 'a b', true, false, nil, '0', 'ÿ', 'Ā', abcdefghij, abcdefghik, abcdefgh, abcdefg],
    io:setopts([{encoding, unicode}]),
    io:format("~tp~n", [lists:sort(id(As))]),
    d({id('Ω') < '日本', id('ÿ') < 'Ā', id(abcdefgh) < abcdefghij}).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
