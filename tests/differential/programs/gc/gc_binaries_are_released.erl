%% SPDX-License-Identifier: Apache-2.0
-module(gc_binaries_are_released).
-export([main/0, id/1]).

main() -> d(loop(id(2000), <<>>)).
loop(0, B) -> byte_size(B);
loop(N, _) -> loop(N - 1, binary:copy(<<N>>, 100000)).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
