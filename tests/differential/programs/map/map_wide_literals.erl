%% SPDX-License-Identifier: Apache-2.0
-module(map_wide_literals).
-export([main/0, id/1]).

main() ->
    M = #{1 => a, 2 => b, 3 => c, 4 => d, 5 => e, 6 => f, 7 => g, 8 => h, 9 => i, 10 => j, 11 => k, 12 => l, 13 => m, 14 => n, 15 => o, 16 => p, 17 => q, 18 => r, 19 => s, 20 => t, 21 => u, 22 => v, 23 => w, 24 => x, 25 => y, 26 => z, 27 => aa, 28 => bb, 29 => cc, 30 => dd, 31 => ee, 32 => ff, 33 => gg, 34 => hh},
    d(M),
    d(maps:get(id(33), M)),
    d(M#{id(35) => ii}), X = id(7),
    d(#{X => 1, X + 1 => 2, X + 2 => 3, X - 1 => 4, X => 5}).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
