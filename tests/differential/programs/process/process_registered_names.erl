%% SPDX-License-Identifier: Apache-2.0
-module(process_registered_names).
-export([main/0, id/1]).

main() -> P = spawn(fun() -> receive {S, M} -> S ! {echo, M} end end),
    d(register(my_name, P)),
    d(whereis(my_name) =:= P),
    d(lists:member(my_name, registered())), my_name ! {self(), hi}, d(receive {echo, M} -> M end), receive after 10 -> ok end, d(whereis(my_name)),
    d(t(fun() -> my_name ! x end)),
    d([t(fun() -> register(id(N), id(Q)) end) || {N, Q} <- [{1, self()}, {undefined, self()}, {a, b}, {x, P}]]), register(me, self()),
    d(t(fun() -> register(me, self()) end)),
    d(t(fun() -> register(me2, self()) end)),
    d(unregister(me)),
    d(t(fun() -> unregister(me) end)), register(me, self()), me ! x, d(receive x -> got end),
    d(process_info(self(), registered_name)), unregister(me),
    d(process_info(self(), registered_name)).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
