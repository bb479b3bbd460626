%% SPDX-License-Identifier: Apache-2.0
%% The rest is matched again, kept, and used as a binary.
-module(binary_match_context_reused).
-export([main/0, id/1]).

main() ->
    d(f(id(<<1, 2, 3, 4, 5>>), [])),
    d(g(id(<<"aXbXc">>))).

f(<<X, R/binary>> = All, Acc) -> f(R, [{X, byte_size(R), All, R} | Acc]);
f(<<>>, Acc) -> lists:reverse(Acc).
g(B) -> g(B, B, 0, 0, []).
g(<<$X, R/binary>>, B, S, L, Acc) -> g(R, B, S + L + 1, 0, [binary:part(B, S, L) | Acc]);
g(<<_, R/binary>>, B, S, L, Acc) -> g(R, B, S, L + 1, Acc);
g(<<>>, B, S, L, Acc) -> lists:reverse([binary:part(B, S, L) | Acc]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
