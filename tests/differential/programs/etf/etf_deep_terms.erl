%% SPDX-License-Identifier: Apache-2.0
%% Encoding and decoding do not recurse on the native stack.
-module(etf_deep_terms).
-export([main/0, id/1]).

main() -> L = deep(id(300000), []),
    B = term_to_binary(L),
    d({byte_size(B), erlang:phash2(B), binary_to_term(B) =:= L, erlang:external_size(L)}), T = tup(id(300000), x), B2 = term_to_binary(T),
    d({byte_size(B2), binary_to_term(B2) =:= T}),
    d(t(fun() -> binary_to_term(binary:part(B2, 0, byte_size(B2) - 1)) end)).
deep(0, X) -> X;
deep(N, X) -> deep(N - 1, [X]).
tup(0, X) -> X;
tup(N, X) -> tup(N - 1, {X}).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
