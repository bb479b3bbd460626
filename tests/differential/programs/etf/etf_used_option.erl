%% SPDX-License-Identifier: Apache-2.0
-module(etf_used_option).
-export([main/0, id/1]).

main() -> d(binary_to_term(id(<<131, 97, 1, "rest">>), [used])),
    d(t(fun() -> binary_to_term(id(<<131, 97, 1>>), id([x])) end)),
    d(t(fun() -> binary_to_term(<<131, 119, 20, "no_such_atom_zq", (id(<<"aaaaa">>))/binary>>, [safe]) end)),
    d(binary_to_term(id(<<131, 119, 4, "main">>), [safe])),
    d(binary_to_term(term_to_binary(id(lists:duplicate(100, a)), [compressed]), [used]) =:= {lists:duplicate(100, a), byte_size(term_to_binary(lists:duplicate(100, a), [compressed]))}).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
