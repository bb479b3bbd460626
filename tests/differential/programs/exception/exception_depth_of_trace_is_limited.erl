%% SPDX-License-Identifier: Apache-2.0
-module(exception_depth_of_trace_is_limited).
-export([main/0, id/1]).

main() -> try rec(id(100)) catch error:x:S -> d(length(S)) end, Old = erlang:system_flag(backtrace_depth, 20),
    d(Old), try rec(id(100)) catch error:x:S2 -> d(length(S2)) end, erlang:system_flag(backtrace_depth, 0), try rec(id(100)) catch error:x:S3 -> d(length(S3)) end, erlang:system_flag(backtrace_depth, 8).
rec(0) -> error(x);
rec(N) -> 1 + rec(N - 1).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
