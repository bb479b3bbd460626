%% SPDX-License-Identifier: Apache-2.0
-module(hash_phash2_floats_and_zero).
-export([main/0, id/1]).

main() ->
    [d({float_to_binary(X, [short]), erlang:phash2(id(X))}) || X <- [0.0, -0.0, 1.0, -1.0, 1.5, 1.0e300, 5.0e-324]].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
