%% SPDX-License-Identifier: Apache-2.0
%% Prints what a generated function gave, the same way on every VM: maps as sorted
%% lists, floats as their bits, funs by arity, long things by their hash.
-module(gen_print).
-export([show/2]).

show(N, F) ->
    erase(),
    flush(),
    Result = try F() of
                 V -> {ok, V}
             catch
                 C:R:S -> {C, R, top(S)}
             end,
    erlang:display({N, norm(Result)}).

flush() ->
    receive _ -> flush() after 0 -> ok end.

%% The innermost frame: a failing native with its arguments, or the function and line.
top([{M, F, A, Info} | _]) -> {M, F, A, line(Info)};
top([]) -> none.

line([{line, L} | _]) -> L;
line([_ | T]) -> line(T);
line([]) -> none.

norm(X) when is_integer(X), X < 1 bsl 256, X > -(1 bsl 256) -> X;
norm(X) when is_integer(X) -> {integer, erlang:phash2(X)};
norm(X) when is_float(X) -> {float, <<X/float>>};
norm(X) when is_function(X) -> {function, element(2, erlang:fun_info(X, arity))};
norm(X) when is_pid(X) -> pid;
norm(X) when is_reference(X) -> reference;
norm(X) when is_tuple(X) ->
    case norm(tuple_to_list(X)) of
        Elements when is_list(Elements) -> list_to_tuple(Elements);
        Long -> {tuple, Long}
    end;
norm(X) when is_map(X) -> {map, lists:sort([{norm(K), norm(V)} || {K, V} <- maps:to_list(X)])};
norm(X) when is_list(X) -> long(elements(X), X);
norm(X) when is_bitstring(X), bit_size(X) > 2000 -> {bits, bit_size(X), erlang:phash2(X)};
norm(X) -> X.

elements([H | T]) -> [norm(H) | elements(T)];
elements([]) -> [];
elements(X) -> norm(X).

long(N, X) ->
    case more_than(100, X) of
        true -> {long, erlang:phash2(N)};
        false -> N
    end.

more_than(0, _) -> true;
more_than(N, [_ | T]) -> more_than(N - 1, T);
more_than(_, _) -> false.
