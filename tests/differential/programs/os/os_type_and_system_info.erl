%% SPDX-License-Identifier: Apache-2.0
-module(os_type_and_system_info).
-export([main/0, id/1]).

main() -> d(os:type()),
    d(erlang:system_info(wordsize)),
    d(erlang:system_info({wordsize, internal})),
    d(erlang:system_info(otp_release)),
    d(erlang:system_info(endian) =:= little),
    d([is_integer(erlang:system_info(id(K))) || K <- [atom_limit, atom_count, process_limit, process_count, schedulers, schedulers_online, port_limit]]),
    d(erlang:system_info(machine)),
    d([t(fun() -> erlang:system_info(id(K)) end) || K <- [nope, 1, {a}]]),
    d(node()),
    d(nodes()),
    d(is_alive()),
    d(erlang:get_cookie()),
    d(is_list(erlang:system_info(system_version))),
    d(erlang:system_info(smp_support)),
    d(erlang:system_info(threads)),
    d(erlang:system_info(version)).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
