%% SPDX-License-Identifier: Apache-2.0
%% Exact comparison, beyond what a float can tell apart.
-module(float_compare_with_integers).
-export([main/0, id/1]).

main() ->
    Is = [9007199254740991, 9007199254740992, 9007199254740993, 9007199254740994, 1 bsl 60, (1 bsl 60) + 1, (1 bsl 63) - 1, 1 bsl 63, (1 bsl 64) + 1, 1 bsl 1023, 1 bsl 1025, 0, 1, -1, -9007199254740993],
    Fs = [9007199254740992.0, 9007199254740994.0, -9007199254740992.0, 1152921504606846976.0, 9223372036854775808.0, 18446744073709551616.0, 0.5, 1.0, -0.5, 1.7976931348623157e308, -1.7976931348623157e308, 0.0, -0.0],
    [d({erlang:phash2(I), F, id(I) < id(F), id(I) =< id(F), id(I) == id(F), id(I) > id(F), id(I) =:= id(F), id(F) < id(I), id(F) >= id(I)}) || I <- Is, F <- Fs].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
%% erlang:display/1 shows six digits of a float; here all of them count.
d(X) -> erlang:display(x(X)).

x(F) when is_float(F) -> float_to_binary(F, [short]);
x(T) when is_tuple(T) -> list_to_tuple(x(tuple_to_list(T)));
x([H | T]) -> [x(H) | x(T)];
x(X) -> X.
