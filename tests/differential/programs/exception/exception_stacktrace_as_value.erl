%% SPDX-License-Identifier: Apache-2.0
-module(exception_stacktrace_as_value).
-export([main/0]).

main() -> S = try error(x) catch _:_:St -> St end, d(is_list(S)),
    d([t(fun() -> erlang:raise(error, y, S) end)]),
    d(try erlang:raise(error, y, [{a, b, 2, []}, {c, d, [1], []}]) catch error:y:S2 -> S2 end),
    d(try throw(x) catch throw:x:S3 -> length(S3) > 0 end).

t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
