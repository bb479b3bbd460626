%% SPDX-License-Identifier: Apache-2.0
%% Parts of binaries that start in the middle of a byte equal fresh ones.
-module(compare_unaligned_binaries).
-export([main/0, id/1]).

main() ->
    <<_:3, A/bitstring>> = id(<<5:3, "hello world">>),
    <<_:5, B:11/binary, _/bitstring>> = id(<<1:5, "hello world", 3:4>>),
    d({A, B, A =:= B, A == <<"hello world">>, A < <<"hello worle">>, erlang:phash2(A) =:= erlang:phash2(<<"hello world">>), #{A => 1} =:= #{B => 1}}),
    <<_:1, C:5/bitstring, _/bitstring>> = id(<<2#0101011:7>>),
    d({C, C =:= <<2#10101:5>>, C < <<2#10110:5>>, erlang:phash2(C)}).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
