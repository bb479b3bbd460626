%% SPDX-License-Identifier: Apache-2.0
%% OTP drops the line of a tail call behind a move to x0. What raises behind that has the line from before.
-module(exception_line_behind_tail_call).
-export([main/0, id/1, one/3, two/3, three/4, external/3, native/3, literal/2, function/2,
         closure/2]).

main() ->
    [erlang:display({F, place(F, A)})
     || {F, A} <- [{one, [a, b, c]}, {two, [a, b, c]}, {three, [a, b, c, d]}, {external, [a, b, c]},
                   {native, [a, b, c]}, {literal, [a, b]}, {function, [a, b]}, {closure, [a, b]}]],
    ok.

place(F, A) ->
    try apply(?MODULE, F, A)
    catch error:R:S -> [{_, N, _, L} | _] = S, {R, N, proplists:get_value(line, L)}
    end.

id(X) -> X.

one(X, Y, Z) ->
    case
        id(X) of
        {k} when Y < Z ->
            id(
              Y)
    end.

two(X, Y, Z) ->
    case
        id(X) of
        {k} ->
            two(Y,
              Z, X)
    end.

three(X, Y, Z, W) ->
    case
        id(X) of
        {k} ->
            three(
              W, Z, Y, X)
    end.

external(X, Y, Z) ->
    case
        id(X) of
        {k} when Y < Z ->
            lists:reverse(
              Y)
    end.

native(X, Y, Z) ->
    case
        id(X) of
        {k} when Y < Z ->
            erlang:atom_to_list(
              Y)
    end.

literal(X, Y) ->
    A = << <<B>> || <<B>> <= <<(case
        id(X) of
        #{{x} := _} when byte_size(Y) < 5 -> <<1>>;
        V when V < Y, Y > 3 ->
            id(Y), <<2>>
    end)/binary, (id(
        <<3>>))/binary>> >>,
    id(A).

function(X, Y) ->
    if is_float(Y), X > Y ->
            lists:map(
              fun(E) -> [E] end, X);
       is_map(Y) -> id(Y), ok
    end.

closure(X, Y) ->
    if is_float(Y), X > Y ->
            lists:map(
              fun(E) -> [E | Y] end, X);
       is_map(Y) -> id(Y), ok
    end.
