%% SPDX-License-Identifier: Apache-2.0
-module(record_build_match_update).
-export([main/0, id/1]).
-record(r, {a, b = 2, c = [x], d}).

main() ->
    R = #r{a = id(1)},
    d(R),
    d(R#r{b = 5, d = R#r.c}),
    d(R#r{a = 1, b = 1, c = 1, d = 1}),
    d({R#r.a, R#r.b, is_record(R, r), is_record(id(R), r, 5), is_record(id(R), r, 4), is_record(id({r}), r), is_record(id(x), r)}),
    d([f(X) || X <- [R, R#r{b = 3}, {r, 1}, {s, 1, 2, 3, 4}, r]]),
    d({#r.c, record_info(size, r), record_info(fields, r)}).

f(#r{b = 3}) -> three;
f(#r{} = X) -> {r, X#r.a};
f(X) when is_record(X, s, 5) -> s;
f(_) -> none.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
