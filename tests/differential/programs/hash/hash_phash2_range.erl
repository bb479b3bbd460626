%% SPDX-License-Identifier: Apache-2.0
-module(hash_phash2_range).
-export([main/0, id/1]).

main() -> d([erlang:phash2(x, id(R)) || R <- [1, 2, 1000, 1 bsl 27, (1 bsl 32) - 1, 1 bsl 32]]),
    d([t(fun() -> erlang:phash2(x, id(R)) end) || R <- [0, -1, (1 bsl 32) + 1, a, 1.0]]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
