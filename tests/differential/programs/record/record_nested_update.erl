%% SPDX-License-Identifier: Apache-2.0
-module(record_nested_update).
-export([main/0, id/1]).
-record(in, {v = 0, w}).
-record(out, {n = 0, in = #in{}}).

main() ->
    d(loop(id(50), #out{})).

loop(0, O) -> O;
loop(N, #out{in = I} = O) -> loop(N - 1, O#out{n = O#out.n + N, in = I#in{v = N, w = I#in.v}}).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
