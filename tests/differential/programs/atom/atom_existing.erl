%% SPDX-License-Identifier: Apache-2.0
-module(atom_existing).
-export([main/0, id/1]).

main() ->
    d(list_to_existing_atom(id("main"))),
    d(binary_to_existing_atom(id(<<"main">>))),
    d(t(fun() -> list_to_existing_atom("no_such_atom_" ++ id("zzzqqq")) end)),
    d(t(fun() -> binary_to_existing_atom(<<"no_such_atom_", (id(<<"yyyqqq">>))/binary>>) end)),
    d(t(fun() -> binary_to_existing_atom(id(<<"main">>), latin1) end)).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
