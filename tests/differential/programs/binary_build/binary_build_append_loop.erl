%% SPDX-License-Identifier: Apache-2.0
%% The pattern that may grow in place: it must not show.
-module(binary_build_append_loop).
-export([main/0, id/1]).

main() ->
    B = app(id(2000), <<>>),
    d({byte_size(B), erlang:phash2(B)}), A = app(10, id(<<"start">>)), C = <<A/binary, 1>>, D = <<A/binary, 2>>, E = <<C/binary, 3>>, F = <<C/binary, 4>>, d({A, C, D, E, F}),
    d(bits(id(30), <<>>)),
    d(erlang:phash2(pre(id(500), <<>>))).

app(0, B) -> B;
app(N, B) -> app(N - 1, <<B/binary, N, (N * 3):16>>).

bits(0, B) -> B;
bits(N, B) -> bits(N - 1, <<B/bitstring, N:3>>).

pre(0, B) -> B;
pre(N, B) -> pre(N - 1, <<N, B/binary>>).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
