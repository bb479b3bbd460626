%% SPDX-License-Identifier: Apache-2.0
-module(gc_garbage_of_every_kind).
-export([main/0, id/1]).

main() -> d(loop(id(3000), 0)).
loop(0, A) -> A;
loop(N, A) -> B = <<N:64, (binary:copy(<<"x">>, 100))/binary>>, M = #{N => B, a => {N, [N]}}, F = fun(X) -> {X, M, N} end, Big = (1 bsl 100) + N, {_, #{N := <<N:64, _/binary>>}, N} = F(1), S = N * 1.5, loop(N - 1, (A + byte_size(B) + map_size(M) + Big rem 7 + trunc(S)) rem 1000003).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
