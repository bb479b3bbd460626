%% SPDX-License-Identifier: Apache-2.0
%% The machine's own switches are not there until somebody switches them on.
-module(debug_internal_state).
-export([main/0]).

main() ->
    show(fun() -> erts_debug:get_internal_state(reds_left) end),
    show(fun() -> erts_debug:set_internal_state(reds_left, 10) end),
    show(fun() -> erts_debug:set_internal_state(available_internal_state, perhaps) end),
    show(fun() -> erts_debug:set_internal_state(available_internal_state, false) end),
    show(fun() -> erts_debug:get_internal_state(available_internal_state) end).

show(F) ->
    erlang:display(try F() catch C:R:S -> {C, R, [{M, G, A} || {M, G, A, _} <- [hd(S)]]} end).
