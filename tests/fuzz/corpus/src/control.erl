%% SPDX-License-Identifier: Apache-2.0
%% Exceptions, receive, funs, calls of every form.
-module(control).
-export([safely/2, nested/1, after_/2, rethrow/1, collect/2, call_ref/2, sleep/1, compose/1, apply_all/3, guards/2,
         never/1, loop/1, cond_maybe/1]).

safely(F, Default) ->
    try F() of
        {ok, Value} -> Value;
        Other -> {odd, Other}
    catch
        throw:Value -> {thrown, Value};
        error:{badkey, K}:Stack when is_atom(K) -> {no, K, length(Stack)};
        _:_ -> Default
    end.

nested(X) ->
    A = (catch hd(X)),
    try
        B = try element(A, X) catch error:badarg -> tuple_size(X) end,
        {A, B}
    catch
        exit:R -> R
    after
        put(done, true)
    end.

after_(F, X) ->
    try F(X) after erase(X) end.

rethrow(F) ->
    try F()
    catch C:R:S -> erlang:raise(C, {wrapped, R}, S)
    end.

collect(0, Acc) -> Acc;
collect(N, Acc) ->
    receive
        {item, X} when X > 0 -> collect(N - 1, [X | Acc]);
        stop -> Acc
    after 100 -> {timeout, Acc}
    end.

call_ref(Pid, Request) ->
    Ref = monitor(process, Pid),
    Pid ! {self(), Ref, Request},
    receive
        {Ref, Reply} -> demonitor(Ref, [flush]), {ok, Reply};
        {'DOWN', Ref, process, _, Reason} -> {error, Reason}
    end.

sleep(T) -> receive after T -> ok end.

compose(Fs) -> lists:foldl(fun(F, G) -> fun(X) -> F(G(X)) end end, fun(X) -> X end, Fs).

apply_all(M, F, Args) ->
    [apply(M, F, [A]) || A <- Args] ++ [M:F(A, A) || A <- Args] ++ [F(1) || is_function(F, 1)].

guards(X, Y) when is_integer(X), X > 0, X < 100; is_float(Y), Y == X -> 1;
guards(X, Y) when is_map_key(X, Y), map_get(X, Y) =:= true orelse Y =/= #{} -> 2;
guards(X, _) when X =:= a; X =:= b; X =:= 3; X =:= "s"; X =:= 1.5; X =:= <<"b">> -> 3;
guards({X, _}, Y) when abs(X) rem 3 =:= 0, not is_atom(Y) -> 4;
guards(X, Y) -> {X, Y}.

never(X) ->
    try fail(X) catch throw:T -> T end.

-spec fail(term()) -> no_return().
fail(X) when is_atom(X) -> throw({atom, X});
fail(X) -> error({bad, X}).

loop(State) ->
    receive
        {add, N} -> loop(State + N);
        {get, From} -> From ! State, loop(State);
        {code, M} -> M:loop(State)
    end.

cond_maybe(X) ->
    if
        X > 10 -> big;
        X > 5, X < 8 -> middle;
        true -> case X of 1 -> one; 2 -> two; 3 -> three; 4 -> four; 5 -> five; _ -> other end
    end.
