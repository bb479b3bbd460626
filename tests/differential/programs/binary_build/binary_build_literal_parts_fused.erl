%% SPDX-License-Identifier: Apache-2.0
-module(binary_build_literal_parts_fused).
-export([main/0, id/1]).

main() ->
    X = id(7), Y = id(<<"yy">>),
    d([<<1, 2, X, 3, 4, 5>>, <<X, 1:4, 2:4, X:4, 3:4>>, <<"ab", X:16, "cd", Y/binary, 0:8, 255>>, <<0:13, X:3, 1.5/float, X:8/signed, X:32/native>>, <<X:1, X:1, X:1, X:1, X:1, X:1, X:1, X:1>>]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
