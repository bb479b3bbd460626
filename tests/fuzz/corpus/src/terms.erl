%% SPDX-License-Identifier: Apache-2.0
%% Records, maps, lists, floats, big numbers, literals, a large case.
-module(terms).
-export([new/1, update/2, fields/1, maps/2, arith/2, floats/2, big/0, sort/1, comprehension/2, name/1, setter/3, deep/1]).
-record(person, {name = <<"none">>, age = 0, tags = [], extra = #{a => 1, b => {2, 3.0}}}).

new(Name) -> #person{name = Name}.
update(#person{age = Age} = P, Tag) -> P#person{age = Age + 1, tags = [Tag | P#person.tags]}.
fields(#person{name = N, extra = #{a := A}}) -> {N, A};
fields({A, B}) -> [A | B];
fields({A, B, C}) -> {C, B, A};
fields(#{key := {A}} = M) -> M#{key := A, new => M}.

maps(M, K) ->
    case M of
        #{K := V, x := X, y := Y} -> M#{K => {V, X}, y := Y + 1};
        #{} when map_size(M) > 40 -> maps:fold(fun(A, B, C) -> [{A, B} | C] end, [], M);
        _ -> #{K => M, "list" => [1, 2, 3], 1.5 => big()}
    end.

arith(A, B) -> {A + B, A - B * 3, A div B, A rem B, A band B bor 7, A bsl 3, bnot B, -A, A / B}.

floats(X, Y) when is_float(X), is_float(Y) ->
    Z = X * Y + 2.5,
    W = (X - Y) / Z,
    -(W * W) + 1.0;
floats(X, Y) -> float(X) + Y.

big() -> [1 bsl 200, -(1 bsl 64), 16#ffffffffffffffff, 16#7fffffffffffffff, -16#8000000000000000, 123456789012345678901234567890].

sort([]) -> [];
sort([P | Xs]) -> sort([X || X <- Xs, X < P]) ++ [P] ++ sort([X || X <- Xs, X >= P]).

comprehension(Xs, M) ->
    {[{X, Y} || X <- Xs, Y <- [1, 2], X =/= Y], #{K => V || K := V <- M, is_atom(K)}, [A || {ok, A} <- Xs]}.

name(1) -> one; name(2) -> two; name(3) -> three; name(10) -> ten; name(100) -> hundred; name(-7) -> minus_seven;
name(monday) -> 1; name(tuesday) -> 2; name(wednesday) -> 3; name(thursday) -> 4; name(friday) -> 5;
name(2.5) -> half; name("text") -> text; name({a, b}) -> pair; name(_) -> unknown.

setter(T, A, B) -> setelement(2, setelement(1, T, A), B).

deep([{_, [X | _]} | T]) when is_list(T) -> [X | deep(T)];
deep([H | T]) -> [deep(H), {h, H, T, 'an atom with ünïcode', $c, "string", <<"binary">>} | deep(T)];
deep(Other) -> Other.
