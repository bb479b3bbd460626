%% SPDX-License-Identifier: Apache-2.0
%% float/1 rounds to nearest even, and refuses what is too large.
-module(float_from_integer).
-export([main/0, id/1]).

main() ->
    Vs = [0, 1, -1, 9007199254740991, 9007199254740992, 9007199254740993, 9007199254740994, 9007199254740995, 1 bsl 60, (1 bsl 60) + 127, (1 bsl 60) + 128, (1 bsl 60) + 129,
          (1 bsl 64) - 1, 1 bsl 64, (1 bsl 64) + 2048, (1 bsl 64) + 2049, -((1 bsl 64) + 6144), 1 bsl 1023, (1 bsl 1024) - 1, (1 bsl 1024) - (1 bsl 971), (1 bsl 1024) - (1 bsl 970), (1 bsl 1024) - (1 bsl 970) - 1, 1 bsl 1024, -(1 bsl 1024)],
    [d({erlang:phash2(V), t(fun() -> float(id(V)) end), t(fun() -> id(V) + 0.0 end), t(fun() -> id(V) / 1 end)}) || V <- Vs].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
%% erlang:display/1 shows six digits of a float; here all of them count.
d(X) -> erlang:display(x(X)).

x(F) when is_float(F) -> float_to_binary(F, [short]);
x(T) when is_tuple(T) -> list_to_tuple(x(tuple_to_list(T)));
x([H | T]) -> [x(H) | x(T)];
x(X) -> X.
