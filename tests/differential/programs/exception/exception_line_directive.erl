%% SPDX-License-Identifier: Apache-2.0
-module(exception_line_directive).
-export([main/0, id/1]).

main() -> try f(id(1)) catch error:x:S -> [{_, _, _, L} | _] = S, d(L) end.
-file("other_file.xrl", 100).

f(_) ->
    error(x).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
