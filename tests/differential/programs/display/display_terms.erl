%% SPDX-License-Identifier: Apache-2.0
-module(display_terms).
-export([main/0, id/1]).

main() ->
    [d(id(X)) || X <- [1, -1, 1 bsl 70, 1.5, a, [], [1], [1 | 2], "abc", "a\"b", {}, {1, {2}}, <<>>, <<1, 2, 255>>, <<"abc">>, <<1:3>>, <<"ab", 1:1>>, #{}, #{1 => 2}, #{1 => #{2 => 3}}, [[], [[]]], [$a, b], {[]}, fun lists:map/2, true, undefined, "", [10], [9, $a], [31], [127], [128], [160, 161], "a\tb", "\\", [$a | $b], [[$a], $b]]].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
