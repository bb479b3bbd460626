%% SPDX-License-Identifier: Apache-2.0
%% -0.0 and 0.0 are equal but not the same since OTP 27.
-module(float_negative_zero).
-export([main/0, id/1]).

main() ->
    Z = id(0.0), M = id(-0.0),
    d({Z == M, Z =:= M, Z /= M, Z =/= M, Z < M, M < Z}),
    d({case M of 0.0 -> plus; _ -> other end, case Z of -0.0 -> minus; _ -> other end}),
    d({M + 0, M + 0.0, M - 0, M * 1, M * -1, 0 * M, 0 - M, -Z, -M, abs(M)}),
    d({trunc(M), round(M), float(M)}),
    d({maps:get(0.0, #{M => x}, none), maps:get(M, #{M => x}, none), #{M => a, Z => b}}),
    d({erlang:phash2(Z), erlang:phash2(M)}),
    d(lists:usort([Z, M, Z, 0])),
    d({lists:member(M, [Z]), lists:keyfind(M, 1, [{Z}]), lists:keyfind(M, 1, [{0}])}),
    d({Z == 0, M == 0, M =:= 0}),
    d({term_to_binary(Z), term_to_binary(M)}),
    d({<<Z/float>>, <<M/float>>, <<M:32/float>>, <<M:16/float>>}).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
%% erlang:display/1 shows six digits of a float; here all of them count.
d(X) -> erlang:display(x(X)).

x(F) when is_float(F) -> float_to_binary(F, [short]);
x(T) when is_tuple(T) -> list_to_tuple(x(tuple_to_list(T)));
x([H | T]) -> [x(H) | x(T)];
x(X) -> X.
