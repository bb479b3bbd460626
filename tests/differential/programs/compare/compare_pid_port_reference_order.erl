%% SPDX-License-Identifier: Apache-2.0
%% number < atom < reference < fun < port < pid < tuple < map < nil < list < bit string
-module(compare_pid_port_reference_order).
-export([main/0, id/1]).

main() ->
    R = make_ref(), P = self(), F = fun() -> ok end,
    L = [<<"b">>, [x], [], #{}, {}, P, F, R, zz, 99],
    d([kind(X) || X <- lists:sort(id(L))]),
    d({R < F, F < P, R < P, a < R, P < {}, P =:= self(), R =:= make_ref()}).

kind(X) when is_number(X) -> number;
kind(X) when is_atom(X) -> atom;
kind(X) when is_reference(X) -> reference;
kind(X) when is_function(X) -> function;
kind(X) when is_pid(X) -> pid;
kind(X) when is_tuple(X) -> tuple;
kind(X) when is_map(X) -> map;
kind([]) -> nil;
kind(X) when is_list(X) -> list;
kind(X) when is_binary(X) -> binary.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
