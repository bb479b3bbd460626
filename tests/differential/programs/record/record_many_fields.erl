%% SPDX-License-Identifier: Apache-2.0
-module(record_many_fields).
-export([main/0, id/1]).
-record(big, {a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y, z}).

main() ->
    B = #big{m = id(1)},
    d(B#big{a = 1, z = 26, m = B#big.m + 12}),
    d((upd(B, 5))#big.g).

upd(B, 0) -> B;
upd(B, N) -> upd(B#big{g = {N, B#big.g}, q = N}, N - 1).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
