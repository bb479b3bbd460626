%% SPDX-License-Identifier: Apache-2.0
-module(float_sort_mixed_numbers).
-export([main/0, id/1]).

main() ->
    L = [3, 1.0, 2, 1, 2.0, -1.5, -1, 0.0, 0, -0.0, 9007199254740993, 9007199254740992.0, 9007199254740992, 1.0e30, 1 bsl 100, 1 bsl 99],
    d(lists:sort(id(L))),
    d(lists:usort(id(L))),
    d(lists:sort(lists:reverse(L))),
    d(lists:max(L)),
    d(lists:min(L)).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
%% erlang:display/1 shows six digits of a float; here all of them count.
d(X) -> erlang:display(x(X)).

x(F) when is_float(F) -> float_to_binary(F, [short]);
x(T) when is_tuple(T) -> list_to_tuple(x(tuple_to_list(T)));
x([H | T]) -> [x(H) | x(T)];
x(X) -> X.
