%% SPDX-License-Identifier: Apache-2.0
-module(process_send_forms).
-export([main/0, id/1]).

main() -> d(self() ! x),
    d(erlang:send(self(), y)),
    d(erlang:send(self(), z, [])),
    d({whatever_name, node()} ! q),
    d(t(fun() -> id(a_name_not_there) ! x end)),
    d([t(fun() -> id(X) ! m end) || X <- [1, "x", {a}, {}]]),
    d(flush()), register(nm, self()),
    d({nm, node()} ! w),
    d(flush()), unregister(nm), Dead = spawn(fun() -> ok end), receive after 5 -> ok end, d(Dead ! lost),
    d(erlang:send_nosuspend(self(), n)),
    d(flush()).
flush() -> receive M -> [M | flush()] after 0 -> [] end.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
